#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.MessagePack;
using Mien.Core.Transport;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>A daemon without sockets, whose every word is in the test's hand.</summary>
    internal sealed class ScriptedDaemon : ITransport, IDisposable
    {
        private const int PatienceMs = 60_000;

        private readonly object _gate = new object();
        private readonly Queue<byte[]> _said = new Queue<byte[]>();
        private readonly List<Dictionary<string, object?>> _heard = new List<Dictionary<string, object?>>();
        private readonly string _file = Path.GetTempFileName();
        private int _read;
        private int _dialled;

        /// <summary>A daemon that welcomes whoever says hello, and answers pings.</summary>
        internal ScriptedDaemon()
        {
            Begin("0123456789abcdef");
        }

        /// <summary>Action instead of connecting; null to connect.</summary>
        internal Action? OnDialled { get; set; }

        /// <summary>True if it answers nothing any more.</summary>
        internal bool IsSilent { get; set; }

        internal string ServerId { get; private set; } = "";

        public bool SpeaksCurve => false;

        internal int Dialled
        {
            get
            {
                lock (_gate)
                {
                    return _dialled;
                }
            }
        }

        internal MienClient Client()
        {
            var options = new ClientOptions
            {
                ConnectionFile = _file,
                Transport = this,
                FirstRetryMs = 1,
                LongestRetryMs = 5,
            };
            return new MienClient(options);
        }

        /// <summary>Starts, or starts again.</summary>
        internal void Begin(string serverId)
        {
            ServerId = serverId;
            const string Four = "\"control\": \"tcp://a:1\", \"motion\": \"tcp://a:2\", \"face\": \"tcp://a:3\", \"bake\": \"tcp://a:4\"";
            File.WriteAllText(_file, "{\"server_id\": \"" + serverId + "\", \"token\": \"t\", " + Four + "}");
        }

        /// <summary>Says something on the control socket: pairs of keys and values.</summary>
        internal void Say(params object?[] pairs)
        {
            var writer = new MessagePackWriter();
            Write(writer, pairs);
            SayBytes(writer.Written.ToArray());
        }

        internal void SayBytes(byte[] header)
        {
            lock (_gate)
            {
                _said.Enqueue(header);
                Monitor.PulseAll(_gate);
            }
        }

        /// <summary>The next message of a type that a client has said.</summary>
        internal Dictionary<string, object?> Hear(string type)
        {
            DateTime until = DateTime.UtcNow.AddMilliseconds(PatienceMs);
            lock (_gate)
            {
                while (true)
                {
                    while (_read < _heard.Count)
                    {
                        Dictionary<string, object?> message = _heard[_read++];
                        if ((string?)message["type"] == type)
                        {
                            return message;
                        }
                    }
                    if (!Monitor.Wait(_gate, 50) && DateTime.UtcNow > until)
                    {
                        throw new AssertionException("nobody said " + type);
                    }
                }
            }
        }

        /// <summary>Opens the session that a client asks for.</summary>
        internal void Open(string session, long credit = 1_000_000)
        {
            SayOpened(Hear("open_session")["id"], session, credit);
        }

        /// <summary>Tells that a session is open.</summary>
        internal void SayOpened(object? id, string session, long credit = 1_000_000)
        {
            Say(
                "type", "opened", "re", id, "session", session, "look_ahead_ns", 0, "audio_credit", credit,
                "topics", new object?[] { "motion", "motion/" + session + "/" });
        }

        public IWireSocket Connect(WireAddress address, CancellationToken stop)
        {
            lock (_gate)
            {
                _dialled += address.Kind == SocketKind.Control ? 1 : 0;
            }
            OnDialled?.Invoke();
            return new Line(this, address.Kind);
        }

        public void Dispose()
        {
            File.Delete(_file);
        }

        /// <summary>Writes a value; of an array of objects, pairs of keys and values, as a map.</summary>
        internal static void Write(MessagePackWriter writer, object? value)
        {
            switch (value)
            {
                case string text:
                    writer.Write(text);
                    break;
                case bool flag:
                    writer.Write(flag);
                    break;
                case int[] numbers:
                    writer.WriteArrayHeader(numbers.Length);
                    Array.ForEach(numbers, number => writer.Write(number));
                    break;
                case object?[] pairs:
                    writer.WriteMapHeader(pairs.Length / 2);
                    foreach (object? each in pairs)
                    {
                        Write(writer, each);
                    }
                    break;
                case null:
                    writer.WriteNil();
                    break;
                case double number when number != Math.Floor(number):
                    writer.Write(number);
                    break;
                default:
                    writer.Write(Convert.ToInt64(value));
                    break;
            }
        }

        private void Heard(ReadOnlySpan<byte> header)
        {
            var reader = new MessagePackReader(header);
            var message = (Dictionary<string, object?>)Tree.Of(ref reader)!;
            if (!IsSilent)
            {
                Reply(message);
            }
            // After the reply: whoever waits for the message says more, and that comes after.
            lock (_gate)
            {
                _heard.Add(message);
                Monitor.PulseAll(_gate);
            }
        }

        private void Reply(Dictionary<string, object?> message)
        {
            if ((string?)message["type"] == "hello")
            {
                const string Any = "tcp://a:1";
                Say(
                    "type", "welcome", "re", message["id"], "protocol", new[] { 1, 0 }, "server", "scripted", "server_id", ServerId,
                    "features", Array.Empty<int>(), "limits", Array.Empty<object?>(), "daemon_ns", 0, "motion", Any, "face", Any,
                    "bake", Any, "heartbeat_s", 0.1);
            }
            else if ((string?)message["type"] == "ping")
            {
                Say("type", "pong", "re", message["id"], "client_ns", Number(message["client_ns"]), "received_ns", 0, "sent_ns", 0);
            }
        }

        private static object? Number(object? told)
        {
            return told is string text ? long.Parse(text.Substring(5)) : told;
        }

        /// <summary>One connection; those of streams are quiet.</summary>
        private sealed class Line : IWireSocket
        {
            private readonly ScriptedDaemon _daemon;
            private readonly bool _isControl;

            internal Line(ScriptedDaemon daemon, SocketKind kind)
            {
                _daemon = daemon;
                _isControl = kind == SocketKind.Control;
            }

            public bool Receive(WireMessage message, int timeoutMs)
            {
                lock (_daemon._gate)
                {
                    if (!_isControl || _daemon._said.Count == 0)
                    {
                        Monitor.Wait(_daemon._gate, timeoutMs);
                    }
                    if (!_isControl || _daemon._said.Count == 0)
                    {
                        return false;
                    }
                    message.Clear();
                    message.BeginPart();
                    message.Append(_daemon._said.Dequeue());
                    return true;
                }
            }

            public void Send(ReadOnlySpan<byte> header)
            {
                _daemon.Heard(header);
            }

            public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
            {
                _daemon.Heard(header);
            }

            public void Subscribe(string topic)
            {
            }

            public void Unsubscribe(string topic)
            {
            }

            public void Dispose()
            {
            }
        }
    }
}
