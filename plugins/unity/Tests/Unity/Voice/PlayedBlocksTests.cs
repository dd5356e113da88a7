#nullable enable
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class PlayedBlocksTests
    {
        [Test]
        public void A_sample_is_found_in_its_block()
        {
            var blocks = new PlayedBlocks();
            Assert.That(blocks.TryFind(0, out _), Is.False);
            blocks.Add(0, 1_000, 1);
            blocks.Add(100, 5_000, 2);
            blocks.Add(200, 5_200, 0);
            Assert.That(At(blocks, 40), Is.EqualTo(1_040));
            Assert.That(At(blocks, 150), Is.EqualTo(5_100));
            Assert.That(At(blocks, 900), Is.EqualTo(5_200), "it stands still");
            Assert.That(At(blocks, -10), Is.EqualTo(990), "before the first as it would have been");
        }

        [Test]
        public void Old_blocks_are_forgotten()
        {
            var blocks = new PlayedBlocks();
            for (int block = 0; block < 5_000; block++)
            {
                blocks.Add(block * 10, block, 0.1);
            }
            Assert.That(At(blocks, 49_995), Is.EqualTo(4_999.5).Within(1e-9));
            blocks.Clear();
            Assert.That(blocks.TryFind(49_995, out _), Is.False);
        }

        private static double At(PlayedBlocks blocks, double sample)
        {
            Assert.That(blocks.TryFind(sample, out double media), Is.True);
            return media;
        }
    }
}
