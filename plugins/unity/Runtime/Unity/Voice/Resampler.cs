#nullable enable
using System;

namespace Mien
{
    /// <summary>
    /// Sound from one rate to another, in pieces of any length: band-limited interpolation with a windowed sinc (Smith and
    /// Gossett 1984), with a Kaiser window.
    /// </summary>
    internal sealed class Resampler
    {
        private const int Lobes = 16;
        private const int StepsPerLobe = 256;
        private const double KaiserBeta = 8.0;

        /// <summary>Share of the narrower band that passes; the rest is the slope of the filter.</summary>
        private const double PassBand = 0.92;

        private const int PieceSamples = 4096;

        private static readonly float[] Kernel = MakeKernel();

        private readonly double _step;
        private readonly double _cutoff;
        private readonly double _width;
        private readonly int _reach;
        private readonly float[] _history;
        private long _taken;
        private long _made;
        private int _held;

        /// <summary>A resampler that has heard nothing yet.</summary>
        internal Resampler(int fromHz, int toHz)
        {
            _step = fromHz / (double)toHz;
            _cutoff = PassBand * Math.Min(1, toHz / (double)fromHz);
            _width = Lobes / _cutoff;
            _reach = (int)Math.Ceiling(_width);
            _history = new float[(2 * _reach) + PieceSamples];
            FromHz = fromHz;
            ToHz = toHz;
        }

        /// <summary>Samples a second that come.</summary>
        internal int FromHz { get; }

        /// <summary>Samples a second that go.</summary>
        internal int ToHz { get; }

        /// <summary>Largest number of samples that so many more can bring, <see cref="Flush"/> included.</summary>
        internal int Most(int samples)
        {
            return (int)((samples + (2 * _reach)) / _step) + 2;
        }

        /// <summary>Takes more sound.</summary>
        /// <param name="samples">What comes.</param>
        /// <param name="into">Takes what goes; with room for <see cref="Most"/>.</param>
        /// <returns>How many went.</returns>
        internal int Push(ReadOnlySpan<float> samples, Span<float> into)
        {
            int count = 0;
            while (samples.Length > 0)
            {
                int piece = Math.Min(samples.Length, PieceSamples);
                samples.Slice(0, piece).CopyTo(new Span<float>(_history, _held, piece));
                _held += piece;
                _taken += piece;
                count += Make(into.Slice(count), _taken - _held, _taken - _reach);
                Forget();
                samples = samples.Slice(piece);
            }
            return count;
        }

        /// <summary>Brings what is owed at the end of the sound, and begins anew.</summary>
        /// <param name="into">Takes it; with room for <see cref="Most"/> of none.</param>
        /// <returns>How many samples went.</returns>
        internal int Flush(Span<float> into)
        {
            long first = _taken - _held;
            Array.Clear(_history, _held, _reach);
            _held += _reach;
            int count = Make(into, first, _taken);
            _held = 0;
            _taken = 0;
            _made = 0;
            return count;
        }

        /// <summary>Makes all samples up to a time.</summary>
        /// <param name="into">Takes them.</param>
        /// <param name="first">Number of the first sample that is held.</param>
        /// <param name="before">Number of the sample up to which, which may lie before the last that came.</param>
        private int Make(Span<float> into, long first, long before)
        {
            int count = 0;
            for (double at = _made * _step; at < before; at = _made * _step)
            {
                into[count++] = At(at - first);
                _made++;
            }
            return count;
        }

        private float At(double place)
        {
            int from = Math.Max(0, (int)Math.Ceiling(place - _width));
            int to = Math.Min(_held - 1, (int)Math.Floor(place + _width));
            double sum = 0;
            for (int at = from; at <= to; at++)
            {
                double lobes = Math.Abs(place - at) * _cutoff * StepsPerLobe;
                int step = (int)lobes;
                double share = lobes - step;
                sum += _history[at] * (Kernel[step] + (share * (Kernel[step + 1] - Kernel[step])));
            }
            return (float)(sum * _cutoff);
        }

        /// <summary>Forgets what no sample to come will need.</summary>
        private void Forget()
        {
            long first = _taken - _held;
            long needed = (long)Math.Floor(_made * _step) - _reach;
            int gone = (int)Math.Max(0, Math.Min(needed - first, _held));
            Array.Copy(_history, gone, _history, 0, _held - gone);
            _held -= gone;
        }

        private static float[] MakeKernel()
        {
            // Two more than are asked for: what lies behind the last lobe is nothing.
            var kernel = new float[(Lobes * StepsPerLobe) + 2];
            for (int at = 0; at < Lobes * StepsPerLobe; at++)
            {
                double x = at / (double)StepsPerLobe;
                double sinc = at == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
                double edge = x / Lobes;
                kernel[at] = (float)(sinc * Bessel(KaiserBeta * Math.Sqrt(1 - (edge * edge))) / Bessel(KaiserBeta));
            }
            return kernel;
        }

        /// <summary>Modified Bessel function of the first kind and order 0, by its series.</summary>
        private static double Bessel(double x)
        {
            double sum = 1;
            double term = 1;
            for (int k = 1; term > 1e-12 * sum; k++)
            {
                term *= x / (2 * k) * (x / (2 * k));
                sum += term;
            }
            return sum;
        }
    }
}
