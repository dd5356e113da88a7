#nullable enable
using System;
using System.Runtime.InteropServices;

namespace Mien.Core.Bake
{
    /// <summary>
    /// A recording on its way to a bake, in pieces of one length, so that the number of a piece tells where it begins.
    /// </summary>
    internal sealed class BakeAudioSource
    {
        internal const int PieceSamples = 8_192;

        private readonly ReadOnlyMemory<short> _samples;
        private readonly long _pieces;
        private long _next;
        private long _credit;
        private bool _isListening;

        internal BakeAudioSource(ReadOnlyMemory<short> samples)
        {
            _samples = samples;
            _pieces = Math.Max(1, (samples.Length + PieceSamples - 1) / PieceSamples);
        }

        /// <summary>Samples in all.</summary>
        internal int Length => _samples.Length;

        /// <summary>Learns how many samples may be sent in all.</summary>
        internal void Grant(long credit)
        {
            _credit = credit;
        }

        /// <summary>Learns that the next progress tells how far the daemon got.</summary>
        internal void Reconnected()
        {
            _isListening = true;
        }

        /// <summary>Learns how far the daemon got.</summary>
        internal void Progress(long accepted, long credit)
        {
            _credit = credit;
            if (_isListening)
            {
                _isListening = false;
                // Only the last piece may be shorter; if it was accepted, all were.
                _next = accepted >= _samples.Length && accepted > 0 ? _pieces : accepted / PieceSamples;
            }
        }

        /// <summary>The next piece, its number, and whether it is the last; false while there is no room for it.</summary>
        internal bool TryTake(out ReadOnlySpan<byte> payload, out long seq, out bool isLast)
        {
            payload = default;
            seq = _next;
            isLast = _next == _pieces - 1;
            long start = _next * PieceSamples;
            long end = Math.Min(start + PieceSamples, _samples.Length);
            if (_isListening || _next == _pieces || end > _credit)
            {
                return false;
            }
            payload = MemoryMarshal.AsBytes(_samples.Span.Slice((int)start, (int)(end - start)));
            _next++;
            return true;
        }
    }
}
