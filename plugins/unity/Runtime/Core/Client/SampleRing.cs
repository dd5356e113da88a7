#nullable enable
using System;

namespace Mien.Core.Client
{
    /// <summary>Samples in a row, taken at one end and added at the other; grows as it must.</summary>
    internal sealed class SampleRing
    {
        private short[] _samples = new short[16_384];
        private int _first;

        /// <summary>Number of them.</summary>
        internal int Count { get; private set; }

        /// <summary>Adds samples at the end.</summary>
        internal void Append(ReadOnlySpan<short> samples)
        {
            MakeRoom(samples.Length);
            int at = (_first + Count) % _samples.Length;
            int untilWrap = Math.Min(samples.Length, _samples.Length - at);
            samples.Slice(0, untilWrap).CopyTo(new Span<short>(_samples, at, untilWrap));
            samples.Slice(untilWrap).CopyTo(_samples);
            Count += samples.Length;
        }

        /// <summary>Up to so many samples from an index on, as far as they lie side by side; until the next change.</summary>
        internal ReadOnlySpan<short> Peek(int index, int most)
        {
            int at = (_first + index) % _samples.Length;
            return new ReadOnlySpan<short>(_samples, at, Math.Min(most, _samples.Length - at));
        }

        /// <summary>Forgets samples at the beginning.</summary>
        internal void RemoveFirst(int count)
        {
            _first = (_first + count) % _samples.Length;
            Count -= count;
        }

        /// <summary>Forgets samples at the end.</summary>
        internal void RemoveLast(int count)
        {
            Count -= count;
        }

        private void MakeRoom(int count)
        {
            int needed = Count + count;
            if (needed <= _samples.Length)
            {
                return;
            }
            var larger = new short[Math.Max(needed, 2 * _samples.Length)];
            int untilWrap = Math.Min(Count, _samples.Length - _first);
            Array.Copy(_samples, _first, larger, 0, untilWrap);
            Array.Copy(_samples, 0, larger, untilWrap, Count - untilWrap);
            _samples = larger;
            _first = 0;
        }
    }
}
