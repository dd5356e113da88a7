#nullable enable
using System;

namespace Mien
{
    /// <summary>Media times of the mixer's samples, for as long as they may still be heard.</summary>
    internal sealed class PlayedBlocks
    {
        // Twenty seconds of the usual blocks, more than a second of the smallest.
        private const int Kept = 1024;

        private readonly Block[] _blocks = new Block[Kept];
        private int _count;
        private int _next;

        /// <summary>A stretch of samples has begun to be played; it holds until the next.</summary>
        /// <param name="start">Number of its first sample.</param>
        /// <param name="media">Position of media time at that sample, in samples of the echo.</param>
        /// <param name="step">Samples of the echo in one of the mixer.</param>
        internal void Add(long start, double media, double step)
        {
            _blocks[_next] = new Block(start, media, step);
            _next = (_next + 1) % Kept;
            _count = Math.Min(_count + 1, Kept);
        }

        /// <summary>The position of media time in a sample; whether there is any.</summary>
        /// <param name="sample">Number of the sample, with what lies between two.</param>
        /// <param name="media">Takes the position, in samples of the echo.</param>
        internal bool TryFind(double sample, out double media)
        {
            media = 0;
            for (int back = 1; back <= _count; back++)
            {
                ref Block block = ref _blocks[(_next - back + Kept) % Kept];
                if (block.Start <= sample || back == _count)
                {
                    media = block.Media + ((sample - block.Start) * block.Step);
                    return true;
                }
            }
            return false;
        }

        /// <summary>Forgets everything.</summary>
        internal void Clear()
        {
            _count = 0;
        }

        private readonly struct Block
        {
            internal readonly long Start;
            internal readonly double Media;
            internal readonly double Step;

            internal Block(long start, double media, double step)
            {
                Start = start;
                Media = media;
                Step = step;
            }
        }
    }
}
