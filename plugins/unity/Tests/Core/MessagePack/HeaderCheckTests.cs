#nullable enable
using System;
using Mien.Core.MessagePack;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>Each limit is met and not exceeded.</summary>
    public sealed class HeaderCheckTests
    {
        private readonly MessagePackWriter _writer = new MessagePackWriter();

        [SetUp]
        public void Clear()
        {
            _writer.Clear();
        }

        [TestCase(8, true)]
        [TestCase(9, false)]
        public void Depth_has_an_end(int depth, bool passes)
        {
            for (int at = 1; at < depth; at++)
            {
                _writer.WriteArrayHeader(1);
            }
            _writer.WriteArrayHeader(0);
            AssertPasses(passes);
        }

        [TestCase(1_024, true)]
        [TestCase(1_025, false)]
        public void Elements_of_one_array_have_an_end(int count, bool passes)
        {
            _writer.WriteArrayHeader(count);
            for (int at = 0; at < count; at++)
            {
                _writer.WriteNil();
            }
            AssertPasses(passes);
        }

        [TestCase(1_024, true)]
        [TestCase(1_025, false)]
        public void Pairs_of_one_map_have_an_end(int count, bool passes)
        {
            _writer.WriteMapHeader(count);
            for (int at = 0; at < count; at++)
            {
                _writer.Write("k");
                _writer.WriteNil();
            }
            AssertPasses(passes);
        }

        // The array around them and each array are values, too.
        [TestCase(16, 1_022, true)]
        [TestCase(16, 1_023, false)]
        public void Values_in_all_have_an_end(int arrays, int elements, bool passes)
        {
            _writer.WriteArrayHeader(arrays);
            for (int array = 0; array < arrays; array++)
            {
                _writer.WriteArrayHeader(elements);
                for (int at = 0; at < elements; at++)
                {
                    _writer.Write(1);
                }
            }
            AssertPasses(passes);
        }

        [TestCase(40_000, true)]
        [TestCase(40_001, false)]
        public void Text_has_an_end(int length, bool passes)
        {
            _writer.Write(new string('x', length));
            AssertPasses(passes);
        }

        [Test]
        public void One_value_is_expected()
        {
            _writer.WriteNil();
            _writer.WriteNil();
            AssertPasses(false);
        }

        [Test]
        public void Keys_are_text()
        {
            _writer.WriteMapHeader(1);
            _writer.Write(1);
            _writer.Write("value");
            AssertPasses(false);
        }

        [Test]
        public void Values_need_not_be_text()
        {
            _writer.WriteMapHeader(2);
            _writer.Write("a");
            _writer.Write(1);
            _writer.Write("b");
            _writer.WriteBinary(new byte[3]);
            AssertPasses(true);
        }

        private void AssertPasses(bool passes)
        {
            byte[] header = _writer.Written.ToArray();
            Action check = () => HeaderCheck.Run(header, Limits.Default);
            if (passes)
            {
                Assert.DoesNotThrow(() => check());
            }
            else
            {
                Assert.Throws<ProtocolException>(() => check());
            }
        }
    }
}
