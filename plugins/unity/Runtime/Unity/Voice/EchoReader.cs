#nullable enable
using System;
using Mien.Core.Streams;

namespace Mien
{
    /// <summary>Reads an echo at any pace: as it is where that is its own, interpolated where not.</summary>
    internal sealed class EchoReader
    {
        private float[] _source = new float[2048];

        /// <summary>Reads a block.</summary>
        /// <param name="echo">The echo.</param>
        /// <param name="position">Of its first sample, in samples of the echo.</param>
        /// <param name="step">Samples of the echo from one sample of the block to the next.</param>
        /// <param name="into">The block.</param>
        internal void Read(EchoInbox echo, double position, double step, Span<float> into)
        {
            long whole = (long)Math.Floor(position);
            if (step == 1 && position == whole)
            {
                echo.Read(whole, into);
                return;
            }
            int needed = (int)Math.Ceiling(into.Length * step) + 4;
            if (_source.Length < needed)
            {
                _source = new float[needed];
            }
            echo.Read(whole - 1, new Span<float>(_source, 0, needed));
            double place = position - whole + 1;
            for (int at = 0; at < into.Length; at++, place += step)
            {
                into[at] = Between((int)place, (float)(place - (int)place));
            }
        }

        /// <summary>A cubic through four samples (Catmull and Rom 1974).</summary>
        private float Between(int at, float share)
        {
            float before = _source[at - 1];
            float start = _source[at];
            float end = _source[at + 1];
            float after = _source[at + 2];
            float slope = 0.5f * (end - before);
            float bend = before - (2.5f * start) + (2 * end) - (0.5f * after);
            float twist = (0.5f * (after - before)) + (1.5f * (start - end));
            return start + (share * (slope + (share * (bend + (share * twist)))));
        }
    }
}
