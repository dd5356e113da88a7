#nullable enable
using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Mien.Core.MessagePack;
using Mien.Core.Transport;
using Mien.Core.Wire;
using Mien.Core.Zmtp;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>
    /// A daemon at the other end of real connections, whose every word is in the test's hand, as is the client's time. One
    /// thread speaks and hears.
    /// </summary>
    internal sealed class LoopbackDaemon : ITransport, IDisposable
    {
        private const int PatienceMs = 60_000;

        private readonly BlockingCollection<(SocketKind Kind, Socket Socket)> _dialled =
            new BlockingCollection<(SocketKind Kind, Socket Socket)>();

        private readonly Dictionary<SocketKind, Socket> _sockets = new Dictionary<SocketKind, Socket>();
        private readonly string _file = Path.GetTempFileName();
        private readonly MessagePackWriter _writer = new MessagePackWriter();
        private readonly WireMessage _heard = new WireMessage();
        private byte[] _bytes = new byte[4_096];
        private ZmtpSocket? _control;

        internal LoopbackDaemon()
        {
            const string Four = "\"control\": \"tcp://a:1\", \"motion\": \"tcp://a:2\", \"face\": \"tcp://a:3\", \"bake\": \"tcp://a:4\"";
            File.WriteAllText(_file, "{\"server_id\": \"0123456789abcdef\", \"token\": \"t\", " + Four + "}");
        }

        public bool SpeaksCurve => false;

        internal string ConnectionFile => _file;

        /// <summary>Bytes of audio that were pushed.</summary>
        internal long Pushed { get; private set; }

        public IWireSocket Connect(WireAddress address, CancellationToken stop)
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            int port = ((IPEndPoint)listener.LocalEndpoint).Port;
            Socket theirs = TcpConnection.Open("tcp://127.0.0.1:" + port, 1 << 20, PatienceMs, stop);
            Socket ours = listener.AcceptSocket();
            listener.Stop();
            _dialled.Add((address.Kind, ours));
            return new ZmtpSocket(theirs, address.Endpoint, new FrameParser(PartLimits.Of(address.Kind)), new Outbox(theirs), 1);
        }

        /// <summary>Waits for a connection.</summary>
        internal void Accept(SocketKind kind)
        {
            while (!_sockets.ContainsKey(kind))
            {
                Assert.That(_dialled.TryTake(out (SocketKind Kind, Socket Socket) made, PatienceMs), "nobody dials " + kind);
                _sockets[made.Kind] = made.Socket;
            }
            if (kind == SocketKind.Control)
            {
                Socket socket = _sockets[kind];
                socket.Blocking = false;
                var limits = new PartLimits(1 << 20, 1 << 20, 1 << 20);
                _control = new ZmtpSocket(socket, "control", new FrameParser(limits), new Outbox(socket), 1);
            }
        }

        /// <summary>Breaks a connection.</summary>
        internal void Break(SocketKind kind)
        {
            _sockets[kind].Dispose();
            _sockets.Remove(kind);
        }

        /// <summary>The next message of a type on the control socket; those before it are passed over.</summary>
        internal Dictionary<string, object?> Hear(string type)
        {
            while (true)
            {
                Assert.That(_control!.Receive(_heard, PatienceMs), "nobody says " + type);
                Pushed += _heard.Count == 2 ? _heard[1].Length : 0;
                var reader = new MessagePackReader(_heard[0]);
                var message = (Dictionary<string, object?>)Tree.Of(ref reader)!;
                if ((string?)message["type"] == type)
                {
                    return message;
                }
            }
        }

        /// <summary>Says something on the control socket: pairs of keys and values.</summary>
        internal void Say(params object?[] pairs)
        {
            _writer.Clear();
            ScriptedDaemon.Write(_writer, pairs);
            _control!.Send(_writer.Written);
        }

        /// <summary>Sends a message of several parts on a stream.</summary>
        internal void Send(SocketKind kind, WireMessage message)
        {
            int length = 0;
            for (int part = 0; part < message.Count; part++)
            {
                length += Frame(message[part], part < message.Count - 1, length);
            }
            _sockets[kind].Send(_bytes, length, SocketFlags.None);
        }

        public void Dispose()
        {
            foreach (Socket socket in _sockets.Values)
            {
                socket.Dispose();
            }
            _dialled.Dispose();
            File.Delete(_file);
        }

        /// <summary>Writes a frame; how long it is.</summary>
        private int Frame(ReadOnlySpan<byte> part, bool isMore, int at)
        {
            int size = 9 + part.Length;
            if (_bytes.Length < at + size)
            {
                Array.Resize(ref _bytes, 2 * (at + size));
            }
            _bytes[at] = (byte)(FrameFlag.Long | (isMore ? FrameFlag.More : 0));
            BinaryPrimitives.WriteInt64BigEndian(new Span<byte>(_bytes, at + 1, 8), part.Length);
            part.CopyTo(new Span<byte>(_bytes, at + 9, part.Length));
            return size;
        }
    }
}
