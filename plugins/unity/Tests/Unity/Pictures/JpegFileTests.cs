#nullable enable
using System.Linq;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class JpegFileTests
    {
        private readonly JpegFile _file = new JpegFile();

        [Test]
        public void A_smaller_file_is_filled_before_its_last_marker()
        {
            byte[] first = _file.Of(Made(100));
            byte[] second = _file.Of(Made(40));
            Assert.That(second, Is.SameAs(first));
            Assert.That(second.Take(38), Is.EqualTo(Made(40).Take(38)));
            Assert.That(second.Skip(38).Take(second.Length - 39), Is.All.EqualTo(0xff));
            Assert.That(second.Last(), Is.EqualTo(0xd9));
        }

        [Test]
        public void A_larger_one_has_another_array()
        {
            byte[] first = _file.Of(Made(100));
            byte[] second = _file.Of(Made(1_000));
            Assert.That(second.Length, Is.GreaterThanOrEqualTo(1_000).And.GreaterThan(first.Length));
            Assert.That(second.Take(998), Is.EqualTo(Made(1_000).Take(998)));
        }

        [TestCase(new byte[0])]
        [TestCase(new byte[] { 0xd9 })]
        [TestCase(new byte[] { 1, 2, 3 })]
        [TestCase(new byte[] { 0xff, 0xd8, 0xff })]
        public void What_has_no_end_is_passed_on_as_it_is(byte[] bytes)
        {
            Assert.That(_file.Of(bytes), Is.EqualTo(bytes));
        }

        /// <summary>Something that begins and ends as a JPEG does.</summary>
        private static byte[] Made(int length)
        {
            var bytes = new byte[length];
            for (int at = 0; at < length; at++)
            {
                bytes[at] = (byte)(at % 251);
            }
            bytes[length - 2] = 0xff;
            bytes[length - 1] = 0xd9;
            return bytes;
        }
    }
}
