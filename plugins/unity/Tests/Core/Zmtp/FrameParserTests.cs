#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using Mien.Core.Transport;
using Mien.Core.Zmtp;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class FrameParserTests
    {
        private static readonly PartLimits Limits = new PartLimits(300, 70_000, 2_000_000);

        [TestCase(1)]
        [TestCase(2)]
        [TestCase(7)]
        [TestCase(1_000)]
        [TestCase(65_536)]
        [TestCase(int.MaxValue)]
        public void Messages_are_the_same_in_whatever_pieces_they_come(int piece)
        {
            byte[][][] messages =
            {
                new[] { Noise(0) },
                new[] { Noise(255), Noise(256) },
                new[] { Noise(12), Noise(70_000), Noise(1_000_000) },
                new[] { Noise(3), Noise(0), Noise(0) },
                new[] { Noise(300) },
            };
            var wire = new MemoryStream();
            foreach (byte[][] message in messages)
            {
                Write(wire, message);
            }
            List<byte[][]> received = Receive(wire.ToArray(), piece);
            Assert.That(received.Count, Is.EqualTo(messages.Length));
            for (int at = 0; at < messages.Length; at++)
            {
                Assert.That(received[at].Length, Is.EqualTo(messages[at].Length));
                for (int part = 0; part < messages[at].Length; part++)
                {
                    Assert.That(received[at][part].AsSpan().SequenceEqual(messages[at][part]), "message " + at);
                }
            }
        }

        [Test]
        public void Commands_are_told_even_between_the_parts_of_a_message()
        {
            var wire = new MemoryStream();
            WriteFrame(wire, FrameFlag.More, Noise(4));
            WriteFrame(wire, FrameFlag.Command, Command.Of(Command.Ping, new byte[2]));
            WriteFrame(wire, 0, Noise(5));
            var parser = new FrameParser(Limits);
            var message = new WireMessage();
            Feed(parser, message, wire.ToArray());
            Assert.That(parser.Next(message), Is.EqualTo(ParserEvent.Command));
            Assert.That(Command.Is(parser.Command, Command.Ping));
            Assert.That(parser.Next(message), Is.EqualTo(ParserEvent.Message));
            Assert.That((message[0].Length, message[1].Length), Is.EqualTo((4, 5)));
        }

        [TestCase(0, 301)]
        [TestCase(1, 70_001)]
        [TestCase(2, 2_000_001)]
        public void A_part_beyond_its_limit_is_refused_when_it_is_declared(int part, int size)
        {
            var wire = new MemoryStream();
            for (int before = 0; before < part; before++)
            {
                WriteFrame(wire, FrameFlag.More, Noise(1));
            }
            wire.Write(new byte[] { FrameFlag.Long, 0, 0, 0, 0, (byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size });
            var parser = new FrameParser(Limits);
            var message = new WireMessage();
            Feed(parser, message, wire.ToArray());
            Assert.Throws<TransportException>(() => parser.Next(message));
            Assert.That(message.Capacity, Is.LessThan(10_000));
        }

        [Test]
        public void Memory_follows_what_has_come_and_not_what_is_declared()
        {
            var parser = new FrameParser(new PartLimits(int.MaxValue, 0, 0));
            var message = new WireMessage();
            Feed(parser, message, new byte[] { FrameFlag.Long, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3 });
            Assert.That(parser.Next(message), Is.EqualTo(ParserEvent.NeedsBytes));
            parser.Room(message);
            Assert.That(message.Capacity, Is.LessThan(1_000_000));
        }

        [TestCase(0x08)]
        [TestCase(0x80)]
        [TestCase(FrameFlag.Command | FrameFlag.More)]
        public void Flags_that_there_are_not_are_refused(int flags)
        {
            var parser = new FrameParser(Limits);
            var message = new WireMessage();
            Feed(parser, message, new[] { (byte)flags, (byte)0 });
            Assert.Throws<TransportException>(() => parser.Next(message));
        }

        [Test]
        public void A_fourth_part_is_refused()
        {
            var wire = new MemoryStream();
            Write(wire, new[] { Noise(1), Noise(1), Noise(1), Noise(1) });
            Assert.Throws<TransportException>(() => Receive(wire.ToArray(), 1_000));
        }

        [Test]
        public void Noise_is_read_or_refused()
        {
            var random = new Random(20_264);
            for (int number = 0; number < 20_000; number++)
            {
                var wire = new MemoryStream();
                Write(wire, new[] { Noise(random.Next(40)), Noise(random.Next(300)), Noise(random.Next(40)) });
                WriteFrame(wire, FrameFlag.Command, Noise(random.Next(40)));
                byte[] bytes = wire.ToArray();
                for (int change = random.Next(6); change > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
                try
                {
                    Receive(bytes, random.Next(1, 100));
                }
                catch (TransportException)
                {
                    // Refused, as it should be.
                }
            }
        }

        private static byte[] Noise(int length)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            return bytes;
        }

        private static void Write(Stream wire, byte[][] parts)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                WriteFrame(wire, part == parts.Length - 1 ? (byte)0 : FrameFlag.More, parts[part]);
            }
        }

        private static void WriteFrame(Stream wire, byte flags, byte[] body)
        {
            if (body.Length > 255)
            {
                wire.WriteByte((byte)(flags | FrameFlag.Long));
                for (int shift = 56; shift >= 0; shift -= 8)
                {
                    wire.WriteByte((byte)((long)body.Length >> shift));
                }
            }
            else
            {
                wire.WriteByte(flags);
                wire.WriteByte((byte)body.Length);
            }
            wire.Write(body);
        }

        private static List<byte[][]> Receive(byte[] wire, int piece)
        {
            var parser = new FrameParser(Limits);
            var message = new WireMessage();
            var received = new List<byte[][]>();
            for (int at = 0; at < wire.Length;)
            {
                ArraySegment<byte> room = parser.Room(message);
                int count = Math.Min(Math.Min(room.Count, piece), wire.Length - at);
                Buffer.BlockCopy(wire, at, room.Array!, room.Offset, count);
                parser.Filled(message, room, count);
                at += count;
                for (ParserEvent told; (told = parser.Next(message)) != ParserEvent.NeedsBytes;)
                {
                    if (told == ParserEvent.Message)
                    {
                        received.Add(Parts(message));
                    }
                }
            }
            return received;
        }

        private static void Feed(FrameParser parser, WireMessage message, byte[] bytes)
        {
            ArraySegment<byte> room = parser.Room(message);
            Buffer.BlockCopy(bytes, 0, room.Array!, room.Offset, bytes.Length);
            parser.Filled(message, room, bytes.Length);
        }

        private static byte[][] Parts(WireMessage message)
        {
            var parts = new byte[message.Count][];
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part] = message[part].ToArray();
            }
            return parts;
        }
    }
}
