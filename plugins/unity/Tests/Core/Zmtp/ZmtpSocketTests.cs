#nullable enable
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Mien.Core.Transport;
using Mien.Core.Wire;
using Mien.Core.Zmtp;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>The transport against a peer of a few lines, over a real connection.</summary>
    public sealed class ZmtpSocketTests
    {
        private const int PatienceMs = 60_000;

        private TcpListener _listener = null!;

        private string Endpoint => "tcp://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port;

        [SetUp]
        public void Listen()
        {
            _listener = new TcpListener(IPAddress.Loopback, 0);
            _listener.Start();
        }

        [TearDown]
        public void Stop()
        {
            _listener.Stop();
        }

        [TestCase(1, "\u0009SUBSCRIBEmotion/", FrameFlag.Command)]
        [TestCase(0, "\u0001motion/", (byte)0)]
        public void A_subscription_has_the_form_of_the_version(int minor, string expected, byte flags)
        {
            Run(SocketKind.Motion, minor, "XPUB", peer =>
            {
                (byte Flags, byte[] Body) frame = ReadFrame(peer);
                Assert.That(Encoding.ASCII.GetString(frame.Body), Is.EqualTo(expected));
                Assert.That(frame.Flags, Is.EqualTo(flags));
            }, socket => socket.Subscribe("motion/"));
        }

        [Test]
        public void The_routing_id_and_the_socket_type_are_told()
        {
            string ready = "";
            var identity = new byte[] { 1, 2, 3 };
            Run(SocketKind.Control, 1, "ROUTER", _ => { }, _ => { }, told => ready = told, identity);
            Assert.That(ready, Is.EqualTo("\u0005READY\u000bSocket-Type\0\0\0\u0006DEALER\u0008Identity\0\0\0\u0003\u0001\u0002\u0003"));
        }

        [Test]
        public void A_ping_is_answered_with_its_context()
        {
            using var answered = new ManualResetEventSlim();
            Run(SocketKind.Control, 1, "ROUTER", peer =>
            {
                WriteFrame(peer, FrameFlag.Command, Encoding.ASCII.GetBytes("\u0004PING\0\u0005like"));
                (byte Flags, byte[] Body) frame = ReadFrame(peer);
                Assert.That(Encoding.ASCII.GetString(frame.Body), Is.EqualTo("\u0004PONGlike"));
                Assert.That(frame.Flags, Is.EqualTo(FrameFlag.Command));
                answered.Set();
            }, socket =>
            {
                var message = new WireMessage();
                while (!answered.IsSet)
                {
                    Assert.That(socket.Receive(message, 10), Is.False);
                }
            });
        }

        [Test]
        public void Pings_without_end_do_not_hold_the_thread()
        {
            using var done = new ManualResetEventSlim();
            Run(SocketKind.Control, 1, "ROUTER", peer =>
            {
                while (!done.IsSet)
                {
                    WriteFrame(peer, FrameFlag.Command, Encoding.ASCII.GetBytes("\u0004PING\0\0"));
                }
            }, socket =>
            {
                Assert.That(socket.Receive(new WireMessage(), 30), Is.False);
                done.Set();
            });
        }

        [Test]
        public void A_peer_that_never_becomes_ready_is_given_up()
        {
            using var done = new ManualResetEventSlim();
            var thread = new Thread(() =>
            {
                using TcpClient connection = _listener.AcceptTcpClient();
                using Stream stream = connection.GetStream();
                stream.Write(Greeting.Ours());
                try
                {
                    while (!done.IsSet)
                    {
                        WriteFrame(stream, FrameFlag.Command, Encoding.ASCII.GetBytes("\u0005LATER"));
                    }
                }
                catch (IOException)
                {
                    // The client has hung up.
                }
            });
            thread.Start();
            var address = new WireAddress(SocketKind.Control, Endpoint);
            Assert.Throws<TransportException>(() => new ZmtpTransport(100).Connect(address, CancellationToken.None));
            done.Set();
            thread.Join();
        }

        [Test]
        public void What_does_not_fit_at_once_is_sent_bit_by_bit_and_nobody_waits()
        {
            var payload = new byte[12_000_000];
            new Random(1).NextBytes(payload);
            using var sent = new ManualResetEventSlim();
            using var read = new ManualResetEventSlim();
            Run(SocketKind.Control, 1, "ROUTER", peer =>
            {
                Assert.That(sent.Wait(PatienceMs), "sending waited for the reader");
                Assert.That(ReadFrame(peer).Body, Is.EqualTo(new byte[] { 7 }));
                Assert.That(ReadFrame(peer).Body.AsSpan().SequenceEqual(payload));
                read.Set();
            }, socket =>
            {
                socket.Send(new byte[] { 7 }, payload);
                sent.Set();
                var message = new WireMessage();
                while (!read.IsSet)
                {
                    socket.Receive(message, 10);
                }
            });
        }

        [Test]
        public void Who_never_reads_is_given_up()
        {
            using var given = new ManualResetEventSlim();
            Run(SocketKind.Control, 1, "ROUTER", _ => given.Wait(PatienceMs), socket =>
            {
                var payload = new byte[16_000_000];
                for (int at = 0; at < 6; at++)
                {
                    socket.Send(payload);
                }
                var error = Assert.Throws<TransportException>(() => socket.Receive(new WireMessage(), 10));
                Assert.That(error!.Message, Does.Contain("does not read"));
                given.Set();
            });
        }

        [Test]
        public void A_refusal_has_the_words_of_the_other_side()
        {
            Run(SocketKind.Control, 1, "ROUTER", peer =>
            {
                WriteFrame(peer, FrameFlag.Command, Encoding.ASCII.GetBytes("\u0005ERROR\u0008not here"));
            }, socket =>
            {
                var error = Assert.Throws<TransportException>(() => socket.Receive(new WireMessage(), PatienceMs));
                Assert.That(error!.Message, Does.Contain("not here"));
            });
        }

        [Test]
        public void An_attempt_can_be_given_up()
        {
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(50);
            var address = new WireAddress(SocketKind.Control, Endpoint);
            // Nobody greets.
            Assert.Throws<OperationCanceledException>(() => new ZmtpTransport(PatienceMs).Connect(address, stop.Token));
        }

        [TestCase("tcp://127.0.0.1:1", "nobody listens")]
        [TestCase("nowhere", "expected an endpoint")]
        [TestCase("tcp://:5570", "expected an endpoint")]
        [TestCase("tcp://127.0.0.1:99999", "expected an endpoint")]
        public void What_is_wrong_with_an_address_is_said(string endpoint, string expected)
        {
            var address = new WireAddress(SocketKind.Control, endpoint);
            var error = Assert.Throws<TransportException>(
                () => new ZmtpTransport().Connect(address, CancellationToken.None));
            Assert.That(error!.Message, Does.Contain(expected));
        }

        /// <summary>Shakes hands on both sides, then lets each do what it is told.</summary>
        private void Run(
            SocketKind kind,
            int minor,
            string type,
            Action<Stream> peer,
            Action<IWireSocket> client,
            Action<string>? ready = null,
            byte[]? identity = null)
        {
            Exception? failure = null;
            var thread = new Thread(() =>
            {
                try
                {
                    using TcpClient connection = _listener.AcceptTcpClient();
                    connection.ReceiveTimeout = PatienceMs;
                    using Stream stream = connection.GetStream();
                    string told = Greet(stream, minor, type);
                    ready?.Invoke(told);
                    peer(stream);
                    // Until the client hangs up.
                    var rest = new byte[65_536];
                    while (stream.Read(rest, 0, rest.Length) > 0)
                    {
                    }
                }
                catch (IOException)
                {
                    // The client has hung up.
                }
                catch (Exception error)
                {
                    failure = error;
                }
            });
            thread.Start();
            var address = new WireAddress(kind, Endpoint, null, identity);
            using (IWireSocket socket = new ZmtpTransport(PatienceMs).Connect(address, CancellationToken.None))
            {
                client(socket);
            }
            Assert.That(thread.Join(PatienceMs), "the peer is still waiting");
            Assert.That(failure, Is.Null);
        }

        private static string Greet(Stream stream, int minor, string type)
        {
            var greeting = new byte[Greeting.Size];
            greeting[0] = 0xff;
            greeting[9] = 0x7f;
            greeting[10] = 3;
            greeting[11] = (byte)minor;
            Encoding.ASCII.GetBytes("NULL").CopyTo(greeting, 12);
            stream.Write(greeting);
            ReadExactly(stream, Greeting.Size);
            byte[] ready = ReadFrame(stream).Body;
            WriteFrame(stream, FrameFlag.Command, Command.OfReady(type, null));
            return Encoding.ASCII.GetString(ready);
        }

        private static (byte Flags, byte[] Body) ReadFrame(Stream stream)
        {
            byte flags = ReadExactly(stream, 1)[0];
            bool isLong = (flags & FrameFlag.Long) != 0;
            long size = 0;
            foreach (byte digit in ReadExactly(stream, isLong ? 8 : 1))
            {
                size = (size << 8) | digit;
            }
            return ((byte)(flags & ~FrameFlag.Long), ReadExactly(stream, (int)size));
        }

        private static void WriteFrame(Stream stream, byte flags, byte[] body)
        {
            var frame = new byte[2 + body.Length];
            frame[0] = flags;
            frame[1] = (byte)body.Length;
            body.CopyTo(frame, 2);
            stream.Write(frame);
        }

        private static byte[] ReadExactly(Stream stream, int count)
        {
            var bytes = new byte[count];
            for (int at = 0; at < count;)
            {
                int read = stream.Read(bytes, at, count - at);
                at += read > 0 ? read : throw new IOException("hung up");
            }
            return bytes;
        }
    }
}
