#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.MessagePack;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class MessagePackReaderTests
    {
        // Of each format of the specification the ends of its range.
        private static readonly object[][] Integers =
        {
            new object[] { "00", 0L },
            new object[] { "7f", 127L },
            new object[] { "e0", -32L },
            new object[] { "ff", -1L },
            new object[] { "cc80", 128L },
            new object[] { "ccff", 255L },
            new object[] { "cdffff", 65_535L },
            new object[] { "ceffffffff", 4_294_967_295L },
            new object[] { "cf7fffffffffffffff", long.MaxValue },
            new object[] { "d080", -128L },
            new object[] { "d18000", -32_768L },
            new object[] { "d280000000", -2_147_483_648L },
            new object[] { "d38000000000000000", long.MinValue },
            new object[] { "d3ffffffffffffffff", -1L },
        };

        private static readonly object[][] Floats =
        {
            new object[] { "ca3fc00000", 1.5 },
            new object[] { "cb3ff8000000000000", 1.5 },
            new object[] { "cb0000000000000001", double.Epsilon },
            new object[] { "ff", -1.0 },
            new object[] { "cfffffffffffffffff", 18_446_744_073_709_551_615.0 },
        };

        private static readonly string[] Cut =
        {
            "", "cc", "cd00", "ce000000", "cf00000000000000", "d0", "ca000000", "cb00000000000000", "a161".Substring(0, 2),
            "d9", "d901", "da00", "db00000001", "c4", "c401", "c500", "c600000001", "91", "dc00", "dc0001", "dd00000001",
            "8101", "de00", "de000101", "df00000001", "c7", "c70101", "d401", "d80100", "d401".Substring(0, 2),
        };

        private static IEnumerable<int> EveryByte
        {
            get
            {
                for (int first = 0; first < 256; first++)
                {
                    yield return first;
                }
            }
        }

        [TestCaseSource(nameof(Integers))]
        public void Whole_numbers_of_every_format_are_read(string hexadecimal, long expected)
        {
            var reader = new MessagePackReader(GoldenVector.Bytes(hexadecimal));
            Assert.That(reader.NextType, Is.EqualTo(MessagePackType.Integer));
            Assert.That(reader.ReadInt64(), Is.EqualTo(expected));
            Assert.That(reader.IsAtEnd);
        }

        [TestCaseSource(nameof(Floats))]
        public void Numbers_of_every_format_are_read(string hexadecimal, double expected)
        {
            var reader = new MessagePackReader(GoldenVector.Bytes(hexadecimal));
            Assert.That(reader.ReadDouble(), Is.EqualTo(expected));
            Assert.That(reader.IsAtEnd);
        }

        [Test]
        public void What_a_long_cannot_hold_is_read_without_sign_alone()
        {
            byte[] bytes = GoldenVector.Bytes("cfffffffffffffffff");
            Assert.That(new MessagePackReader(bytes).ReadUInt64(), Is.EqualTo(ulong.MaxValue));
            Assert.Throws<ProtocolException>(() => new MessagePackReader(bytes).ReadInt64());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(GoldenVector.Bytes("ff")).ReadUInt64());
        }

        [TestCase("a3616263")]
        [TestCase("d903616263")]
        [TestCase("da0003616263")]
        [TestCase("db00000003616263")]
        public void Text_of_every_format_is_read(string hexadecimal)
        {
            Assert.That(new MessagePackReader(GoldenVector.Bytes(hexadecimal)).ReadText(), Is.EqualTo("abc"));
        }

        [TestCase("c4020102")]
        [TestCase("c500020102")]
        [TestCase("c6000000020102")]
        public void Bytes_of_every_format_are_read(string hexadecimal)
        {
            byte[] read = new MessagePackReader(GoldenVector.Bytes(hexadecimal)).ReadBinary().ToArray();
            Assert.That(read, Is.EqualTo(new byte[] { 1, 2 }));
        }

        [TestCase("d4ff01", -1, 1)]
        [TestCase("d5050102", 5, 2)]
        [TestCase("d60501020304", 5, 4)]
        [TestCase("d7ff0102030405060708", -1, 8)]
        [TestCase("d80501020304050607080910111213141516", 5, 16)]
        [TestCase("c703ff010203", -1, 3)]
        [TestCase("c8000105ff", 5, 1)]
        [TestCase("c90000000105ff", 5, 1)]
        public void Extensions_of_every_format_are_read(string hexadecimal, int type, int length)
        {
            var reader = new MessagePackReader(GoldenVector.Bytes(hexadecimal));
            int read = reader.ReadExtension(out sbyte found).Length;
            Assert.That((found, read), Is.EqualTo(((sbyte)type, length)));
            Assert.That(reader.IsAtEnd);
        }

        [Test]
        public void Nil_true_and_false_are_read()
        {
            var reader = new MessagePackReader(GoldenVector.Bytes("c0c3c2"));
            Assert.That(reader.TryReadNil());
            Assert.That(reader.TryReadNil(), Is.False);
            Assert.That(reader.ReadBoolean());
            Assert.That(reader.ReadBoolean(), Is.False);
        }

        [TestCase("92", 2)]
        [TestCase("dc0002", 2)]
        [TestCase("dd00000002", 2)]
        public void Arrays_of_every_format_are_begun(string hexadecimal, int count)
        {
            Assert.That(new MessagePackReader(GoldenVector.Bytes(hexadecimal + "0102")).ReadArrayHeader(), Is.EqualTo(count));
        }

        [TestCase("81", 1)]
        [TestCase("de0001", 1)]
        [TestCase("df00000001", 1)]
        public void Maps_of_every_format_are_begun(string hexadecimal, int count)
        {
            Assert.That(new MessagePackReader(GoldenVector.Bytes(hexadecimal + "a16102")).ReadMapHeader(), Is.EqualTo(count));
        }

        [TestCaseSource(nameof(Cut))]
        public void What_is_cut_off_is_refused(string hexadecimal)
        {
            Assert.Throws<ProtocolException>(() => Skip(GoldenVector.Bytes(hexadecimal)));
        }

        [TestCaseSource(nameof(EveryByte))]
        public void Every_first_byte_is_read_or_refused(int first)
        {
            var bytes = new byte[40];
            bytes[0] = (byte)first;
            try
            {
                Skip(bytes);
                Assert.That(first, Is.Not.EqualTo(0xc1));
            }
            catch (ProtocolException)
            {
                bool declaresMore = first == 0xc1 || (first > 0xa0 + 39 && first < 0xc0);
                Assert.That(declaresMore, "0x" + first.ToString("x2"));
            }
        }

        [Test]
        public void Any_depth_is_passed_over_without_ending_the_stack()
        {
            var deep = new byte[1_000_000];
            Array.Fill(deep, (byte)0x91);
            deep[deep.Length - 1] = 0xc0;
            var reader = new MessagePackReader(deep);
            reader.Skip();
            Assert.That(reader.IsAtEnd);
        }

        [Test]
        public void Text_that_is_none_is_refused()
        {
            Assert.Throws<ProtocolException>(() => new MessagePackReader(GoldenVector.Bytes("a2c328")).ReadText());
        }

        [Test]
        public void Another_type_than_asked_for_is_refused()
        {
            byte[] text = GoldenVector.Bytes("a161");
            Assert.Throws<ProtocolException>(() => new MessagePackReader(text).ReadInt64());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(text).ReadDouble());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(text).ReadBoolean());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(text).ReadArrayHeader());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(text).ReadMapHeader());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(text).ReadBinary());
            Assert.Throws<ProtocolException>(() => new MessagePackReader(GoldenVector.Bytes("01")).ReadText());
        }

        private static void Skip(byte[] bytes)
        {
            var reader = new MessagePackReader(bytes);
            reader.Skip();
        }
    }
}
