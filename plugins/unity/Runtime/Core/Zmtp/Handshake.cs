#nullable enable
using System;
using System.Net.Sockets;
using System.Threading;
using Mien.Core.Time;
using Mien.Core.Transport;

namespace Mien.Core.Zmtp
{
    /// <summary>Greeting and READY: after these, messages flow; ZMTP 3.1, RFC 37, "The NULL Security Mechanism".</summary>
    internal sealed class Handshake
    {
        private const int SliceMs = 20;

        private readonly Socket _socket;
        private readonly WireAddress _address;
        private readonly CancellationToken _stop;
        private readonly Outbox _outbox;
        private readonly FrameParser _parser;
        private readonly long _untilNs;
        private bool _isGreeted;

        /// <summary>A handshake on a socket that is connected and does not block.</summary>
        internal Handshake(Socket socket, WireAddress address, int timeoutMs, CancellationToken stop)
        {
            _socket = socket;
            _address = address;
            _stop = stop;
            _untilNs = SystemClock.Instance.NowNs + (timeoutMs * 1_000_000L);
            _outbox = new Outbox(socket);
            _parser = new FrameParser(PartLimits.Of(address.Kind));
        }

        /// <summary>Shakes hands.</summary>
        /// <exception cref="TransportException">The other side speaks otherwise, and how.</exception>
        /// <exception cref="OperationCanceledException">It was given up.</exception>
        internal ZmtpSocket Run()
        {
            byte[] ours = Greeting.Ours();
            _outbox.SendRaw(new ReadOnlySpan<byte>(ours, 0, Greeting.FirstSize));
            byte[] theirs = ReadGreeting();
            CheckMechanism(Greeting.Mechanism(theirs));
            _isGreeted = true;
            _outbox.SendRaw(new ReadOnlySpan<byte>(ours, Greeting.FirstSize, Greeting.Size - Greeting.FirstSize));
            _outbox.SendCommand(Command.OfReady(_address.IsStream ? "SUB" : "DEALER", _address.Identity));
            ReadReady();
            return new ZmtpSocket(_socket, _address.Endpoint, _parser, _outbox, Greeting.Minor(theirs));
        }

        private byte[] ReadGreeting()
        {
            var greeting = new byte[Greeting.Size];
            int length = 0;
            while (length < Greeting.Size)
            {
                length += Read(new ArraySegment<byte>(greeting, length, Greeting.Size - length));
                if (!Greeting.MayBegin(new ReadOnlySpan<byte>(greeting, 0, length)))
                {
                    throw Refused("does not speak ZeroMQ 4 (ZMTP 3); is another program there?");
                }
            }
            return greeting;
        }

        private void CheckMechanism(string mechanism)
        {
            if (mechanism == "CURVE")
            {
                throw NeedsCurve(_address.Endpoint);
            }
            if (mechanism != "NULL")
            {
                throw Refused("wants the security mechanism " + mechanism + ", expected NULL");
            }
        }

        /// <summary>Message about a daemon that encrypts.</summary>
        internal static TransportException NeedsCurve(string endpoint)
        {
            return new TransportException(
                "the daemon at " + endpoint + " encrypts what it sends (CURVE), and this transport does not: use the "
                + "transport of Mien.Libzmq or, on this machine, a daemon without --curve");
        }

        private void ReadReady()
        {
            var message = new WireMessage();
            while (true)
            {
                ParserEvent brought = _parser.Next(message);
                if (brought == ParserEvent.Message)
                {
                    throw Refused("sends messages before it is ready");
                }
                if (brought == ParserEvent.NeedsBytes)
                {
                    ArraySegment<byte> room = _parser.Room(message);
                    _parser.Filled(message, room, Read(room));
                    continue;
                }
                if (Command.Is(_parser.Command, Command.Error))
                {
                    throw Refused("refuses: " + Command.ReasonOf(_parser.Command));
                }
                if (Command.Is(_parser.Command, Command.Ready))
                {
                    CheckSocketType(Command.SocketTypeOf(_parser.Command));
                    return;
                }
            }
        }

        private void CheckSocketType(string type)
        {
            bool fits = _address.IsStream ? type == "XPUB" || type == "PUB" : type == "ROUTER";
            if (!fits)
            {
                string expected = _address.IsStream ? "XPUB" : "ROUTER";
                throw Refused("is a socket of type " + type + ", expected " + expected + "; are the ports mixed up?");
            }
        }

        /// <summary>Reads at least one byte.</summary>
        private int Read(ArraySegment<byte> room)
        {
            while (true)
            {
                _outbox.Flush();
                _stop.ThrowIfCancellationRequested();
                if (SystemClock.Instance.NowNs > _untilNs)
                {
                    throw Refused("does not answer as ZeroMQ does; is another program there?");
                }
                if (!_socket.Poll(1000 * SliceMs, SelectMode.SelectRead))
                {
                    continue;
                }
                int count = _socket.Receive(room.Array!, room.Offset, room.Count, SocketFlags.None, out SocketError error);
                if (error != SocketError.WouldBlock && (error != SocketError.Success || count == 0))
                {
                    throw Refused(_isGreeted ? "does not want a socket of this kind; are the ports mixed up?" : "closed the connection");
                }
                if (count > 0)
                {
                    return count;
                }
            }
        }

        private TransportException Refused(string what)
        {
            return new TransportException(_address.Endpoint + " " + what);
        }
    }
}
