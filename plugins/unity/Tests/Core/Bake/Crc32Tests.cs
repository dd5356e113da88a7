#nullable enable
using System;
using Mien.Core.Bake;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class Crc32Tests
    {
        [Test]
        public void The_check_value_is_that_of_the_standard()
        {
            // Of CRC-32/ISO-HDLC, which zlib and PNG have.
            Assert.That(Crc32.Of(Sample.Ascii("123456789"), 0), Is.EqualTo(0xcbf43926));
        }

        [Test]
        public void Pieces_make_the_same_as_the_whole()
        {
            var bytes = new byte[1_000];
            new Random(1).NextBytes(bytes);
            uint pieces = Crc32.Of(new ReadOnlySpan<byte>(bytes, 400, 600), Crc32.Of(new ReadOnlySpan<byte>(bytes, 0, 400), 0));
            Assert.That(pieces, Is.EqualTo(Crc32.Of(bytes, 0)));
        }
    }
}
