#nullable enable
using System;
using Mien.Core.MessagePack;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class MessagePackWriterTests
    {
        [TestCase(0L, "00")]
        [TestCase(127L, "7f")]
        [TestCase(128L, "cc80")]
        [TestCase(256L, "cd0100")]
        [TestCase(65_536L, "ce00010000")]
        [TestCase(4_294_967_296L, "cf0000000100000000")]
        [TestCase(long.MaxValue, "cf7fffffffffffffff")]
        [TestCase(-1L, "ff")]
        [TestCase(-32L, "e0")]
        [TestCase(-33L, "d0df")]
        [TestCase(-128L, "d080")]
        [TestCase(-129L, "d1ff7f")]
        [TestCase(-32_769L, "d2ffff7fff")]
        [TestCase(-2_147_483_649L, "d3ffffffff7fffffff")]
        [TestCase(long.MinValue, "d38000000000000000")]
        public void Whole_numbers_have_their_shortest_form(long value, string expected)
        {
            var writer = new MessagePackWriter();
            writer.Write(value);
            Assert.That(Tree.Hexadecimal(writer.Written), Is.EqualTo("$bin " + expected));
        }

        [TestCase(0, "a0")]
        [TestCase(31, "bf")]
        [TestCase(32, "d920")]
        [TestCase(255, "d9ff")]
        [TestCase(256, "da0100")]
        [TestCase(65_535, "daffff")]
        [TestCase(65_536, "db00010000")]
        public void Text_has_its_shortest_form_and_comes_back(int length, string beginning)
        {
            var writer = new MessagePackWriter();
            var text = new string('x', length);
            writer.Write(text);
            Assert.That(Tree.Hexadecimal(writer.Written), Does.StartWith("$bin " + beginning));
            Assert.That(new MessagePackReader(writer.Written).ReadText(), Is.EqualTo(text));
        }

        [TestCase(255, "c4ff")]
        [TestCase(256, "c50100")]
        [TestCase(65_536, "c600010000")]
        public void Bytes_have_their_shortest_form_and_come_back(int length, string beginning)
        {
            var writer = new MessagePackWriter();
            var bytes = new byte[length];
            new Random(1).NextBytes(bytes);
            writer.WriteBinary(bytes);
            Assert.That(Tree.Hexadecimal(writer.Written), Does.StartWith("$bin " + beginning));
            Assert.That(new MessagePackReader(writer.Written).ReadBinary().ToArray(), Is.EqualTo(bytes));
        }

        [TestCase(15, "9f", "8f")]
        [TestCase(16, "dc0010", "de0010")]
        public void Arrays_and_maps_have_their_shortest_form(int count, string array, string map)
        {
            var writer = new MessagePackWriter();
            writer.WriteArrayHeader(count);
            Assert.That(Tree.Hexadecimal(writer.Written), Is.EqualTo("$bin " + array));
            writer.Clear();
            writer.WriteMapHeader(count);
            Assert.That(Tree.Hexadecimal(writer.Written), Is.EqualTo("$bin " + map));
        }

        [Test]
        public void Text_beyond_the_basic_plane_comes_back()
        {
            var writer = new MessagePackWriter();
            writer.Write("é世👋");
            Assert.That(new MessagePackReader(writer.Written).ReadText(), Is.EqualTo("é世👋"));
        }

        [Test]
        public void Half_a_surrogate_pair_is_refused()
        {
            Assert.Throws<MienException>(() => new MessagePackWriter().Write("\ud83d"));
        }

        [Test]
        public void What_is_written_grows_and_begins_anew()
        {
            var writer = new MessagePackWriter(16);
            for (int at = 0; at < 10_000; at++)
            {
                writer.Write((long)at);
            }
            var reader = new MessagePackReader(writer.Written);
            for (int at = 0; at < 10_000; at++)
            {
                Assert.That(reader.ReadInt64(), Is.EqualTo(at));
            }
            writer.Clear();
            Assert.That(writer.Written.Length, Is.Zero);
        }
    }
}
