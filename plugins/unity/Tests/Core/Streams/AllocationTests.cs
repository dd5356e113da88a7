#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.Mapping;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Space;
using Mien.Core.Streams;
using Mien.Core.Transport;
using Mien.Core.Wire;
using Mien.Core.Zmtp;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>Work of each frame allocates nothing, on any thread.</summary>
    public sealed class AllocationTests
    {
        [Test]
        public void What_allocates_is_noticed()
        {
            Assert.That(SteadyState.Allocated(at => GC.KeepAlive(new byte[8])), Is.GreaterThan(SteadyState.Times * 8));
        }

        [Test]
        public void A_frame_from_the_wire_to_the_weights_of_shapes()
        {
            var router = new StreamRouter(SocketKind.Motion);
            var inbox = new MotionInbox(64);
            router.Add("motion/k3v9/", inbox);
            router.Take(Sample.MotionHeader());
            var buffer = new JitterBuffer();
            var mixer = new ShapeMixer(ShapeMatcher.Match(Expression.Names).Shapes);
            var weights = new float[mixer.Count];
            var frame = new MotionFrame();
            WireMessage[] messages = Numbered(SteadyState.InAll);
            SteadyState.AssertNone(at =>
            {
                router.Take(messages[at]);
                while (inbox.TryRead(frame))
                {
                    buffer.Add(frame);
                }
                buffer.Sample(at * 16_666_667L, frame);
                mixer.Mix(frame.Coefficients, weights);
                UnityAxes.Of(frame.Head);
                UnityAxes.Of(frame.Gaze);
            });
        }

        [Test]
        public void A_picture()
        {
            var router = new StreamRouter(SocketKind.Face);
            var inbox = new PictureInbox();
            router.Add("face/k3v9/", inbox);
            router.Take(Sample.FaceHeader(32, 32));
            WireMessage message = Sample.Frame("face", 0, 0, 0, new byte[4_096]);
            SteadyState.AssertNone(at =>
            {
                router.Take(message);
                inbox.TryTake(out _);
            });
        }

        [Test]
        public void A_piece_of_echoed_audio()
        {
            var router = new StreamRouter(SocketKind.Motion);
            var inbox = new EchoInbox(2);
            router.Add("audio/k3v9/", inbox);
            router.Take(Sample.AudioHeader(16_000));
            WireMessage message = Sample.Frame("audio", 0, 0, 0, new byte[640], 0);
            var samples = new float[320];
            SteadyState.AssertNone(at =>
            {
                router.Take(message);
                inbox.Read(0, samples);
            });
        }

        [Test]
        public void A_keepalive()
        {
            var router = new StreamRouter(SocketKind.Motion);
            router.Add("motion/k3v9/", new MotionInbox(4));
            WireMessage message = Sample.Keepalive("motion", 0, 0);
            SteadyState.AssertNone(at => router.Take(message));
        }

        [Test]
        public void Audio_on_its_way_to_the_daemon()
        {
            var outbox = new AudioOutbox();
            var writer = new MessagePackWriter();
            SessionName session = SessionName.Parse("k3v9");
            short[] samples = Sample.Ramp(320);
            long accepted = 0;
            SteadyState.AssertNone(at =>
            {
                outbox.Append(samples);
                outbox.Progress(accepted, accepted + 16_000);
                while (outbox.TryTakePiece(int.MaxValue, out ReadOnlySpan<short> piece, out long seq))
                {
                    writer.Clear();
                    new PushAudio(session, seq).Write(writer);
                    accepted += piece.Length;
                }
            });
        }

        [Test]
        public void Signs_of_life_and_progress()
        {
            byte[] pong = GoldenHeader("pong");
            byte[] progress = GoldenHeader("audio_progress");
            var writer = new MessagePackWriter();
            SteadyState.AssertNone(at =>
            {
                MessageTypes.Read(pong, out HeaderMap map);
                long sum = new Pong(map).SentNs;
                MessageTypes.Read(progress, out map);
                sum += new AudioProgress(map).Credit;
                writer.Clear();
                new Ping(1 + at, sum).Write(writer);
            });
        }

        [Test]
        public void A_message_over_a_connection()
        {
            using var link = new Loopback();
            var received = new WireMessage();
            var header = new byte[60];
            var payload = new byte[2_000];
            SteadyState.AssertNone(at =>
            {
                link.Sender.Send(header, payload);
                while (!link.Receiver.Receive(received, 100))
                {
                }
            });
            Assert.That((received[0].Length, received[1].Length), Is.EqualTo((60, 2_000)));
        }

        private static byte[] GoldenHeader(string name)
        {
            GoldenVector.Require();
            foreach (GoldenVector vector in GoldenVector.All())
            {
                if (vector.Name == name)
                {
                    return vector.HeaderBytes;
                }
            }
            throw new AssertionException("there is no golden message " + name);
        }

        private static WireMessage[] Numbered(int count)
        {
            var messages = new List<WireMessage>();
            for (int seq = 0; seq < count; seq++)
            {
                messages.Add(Sample.MotionFrame(0, seq, seq * 16_666_667L, 0.5f));
            }
            return messages.ToArray();
        }

        /// <summary>Two ends of a connection whose handshakes are over.</summary>
        private sealed class Loopback : IDisposable
        {
            internal Loopback()
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                int port = ((IPEndPoint)listener.LocalEndpoint).Port;
                Socket one = TcpConnection.Open("tcp://127.0.0.1:" + port, 65_536, 5_000, CancellationToken.None);
                Socket other = listener.AcceptSocket();
                other.Blocking = false;
                listener.Stop();
                var limits = new PartLimits(4_096, 4_096, 4_096);
                Sender = new ZmtpSocket(one, "one", new FrameParser(limits), new Outbox(one), 1);
                Receiver = new ZmtpSocket(other, "other", new FrameParser(limits), new Outbox(other), 1);
            }

            internal ZmtpSocket Sender { get; }

            internal ZmtpSocket Receiver { get; }

            public void Dispose()
            {
                Sender.Dispose();
                Receiver.Dispose();
            }
        }
    }
}
