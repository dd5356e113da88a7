#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Messages;
using Mien.Core.Streams;
using Mien.Core.Transport;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>Any bytes at all into the reader of messages: it reads them or refuses them, and does nothing else.</summary>
    public sealed class HeaderFuzzTests
    {
        private const int Cases = 50_000;

        private static readonly MessageType[] Types = (MessageType[])Enum.GetValues(typeof(MessageType));

        [OneTimeSetUp]
        public void Require()
        {
            GoldenVector.Require();
        }

        [Test]
        public void Corrupted_headers_are_read_or_refused()
        {
            var random = new Random(20_261);
            List<byte[]> seeds = Seeds(vector => vector.HeaderBytes);
            int read = 0;
            for (int number = 0; number < Cases; number++)
            {
                byte[] corrupted = Corrupted(seeds[random.Next(seeds.Count)], random);
                read += TryRead(corrupted) ? 1 : 0;
            }
            // Or else nothing was tried but the first byte.
            Assert.That(read, Is.InRange(Cases / 50, Cases));
        }

        [Test]
        public void Noise_is_read_or_refused()
        {
            var random = new Random(20_262);
            for (int number = 0; number < Cases / 2; number++)
            {
                var noise = new byte[random.Next(64)];
                random.NextBytes(noise);
                TryRead(noise);
            }
        }

        [Test]
        public void Corrupted_messages_of_streams_are_taken_or_refused()
        {
            var random = new Random(20_263);
            var vectors = new List<GoldenVector>();
            foreach (GoldenVector vector in GoldenVector.All())
            {
                if (vector.IsStream)
                {
                    vectors.Add(vector);
                }
            }
            for (int number = 0; number < Cases / 2; number++)
            {
                GoldenVector vector = vectors[random.Next(vectors.Count)];
                StreamRouter router = Router(vector.Socket);
                Take(router, vector.Message());
                var parts = new byte[vector.Parts.Count][];
                for (int part = 0; part < parts.Length; part++)
                {
                    parts[part] = random.Next(3) == 0 ? Corrupted(vector.Parts[part], random) : vector.Parts[part];
                }
                Take(router, Sample.Message(parts));
            }
        }

        private static bool TryRead(byte[] header)
        {
            try
            {
                MessageType type = MessageTypes.Read(header, out HeaderMap map);
                if (type == MessageType.Unknown)
                {
                    // Read as what it does not claim to be.
                    type = Types[1 + (header.Length % (Types.Length - 1))];
                }
                Told.Of(type, map);
                return true;
            }
            catch (ProtocolException error)
            {
                Assert.That(error.Code, Is.EqualTo(ErrorCodes.Malformed));
                return false;
            }
        }

        private static void Take(StreamRouter router, WireMessage message)
        {
            try
            {
                router.Take(message);
            }
            catch (ProtocolException)
            {
                // Refused, as it should be.
            }
        }

        private static StreamRouter Router(SocketKind socket)
        {
            var router = new StreamRouter(socket);
            router.Add("motion/k3v9/", new MotionInbox(2));
            router.Add("audio/k3v9/", new EchoInbox(1));
            router.Add("face/k3v9/", new PictureInbox());
            return router;
        }

        private static List<byte[]> Seeds(Func<GoldenVector, byte[]> part)
        {
            var seeds = new List<byte[]>();
            foreach (GoldenVector vector in GoldenVector.All())
            {
                seeds.Add(part(vector));
            }
            return seeds;
        }

        private static byte[] Corrupted(byte[] bytes, Random random)
        {
            var corrupted = (byte[])bytes.Clone();
            for (int change = random.Next(1, 5); change > 0 && corrupted.Length > 0; change--)
            {
                corrupted[random.Next(corrupted.Length)] = (byte)random.Next(256);
            }
            if (random.Next(4) == 0)
            {
                Array.Resize(ref corrupted, random.Next(corrupted.Length + 9));
            }
            return corrupted;
        }
    }
}
