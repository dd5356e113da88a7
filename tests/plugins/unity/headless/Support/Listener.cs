#nullable enable
using System.Collections.Generic;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>Sits before the loudspeaker and knows, at any time, which media time is heard.</summary>
    internal sealed class Listener
    {
        private const float FullScale = 32_768f;
        private const int Channels = 2;

        private readonly Queue<Heard> _heard = new Queue<Heard>();
        private readonly int _rateHz;
        private Heard _last;

        internal Listener(int rateHz)
        {
            _rateHz = rateHz;
            HeadlessAudio.Heard += OnBlock;
        }

        /// <summary>Blocks in which there was sound.</summary>
        internal int Loud { get; private set; }

        /// <summary>
        /// The media time that is heard at a time, seconds, within the period of the ramp; or null in silence, and where the
        /// ramp begins anew.
        /// </summary>
        internal double? At(double nowS)
        {
            while (_heard.Count > 0 && _heard.Peek().FromS <= nowS)
            {
                _last = _heard.Dequeue();
            }
            double share = (nowS - _last.FromS) / _last.LengthS;
            bool isWhole = _last.Samples > 0 && share >= 0 && share < 1 && _last.To > _last.From;
            return isWhole ? (_last.From + (share * (_last.To - _last.From))) / _rateHz : (double?)null;
        }

        private void OnBlock(double heardAtS, float[] block)
        {
            int samples = block.Length / Channels;
            float first = block[0];
            float last = block[Channels * (samples - 1)];
            bool isLoud = first != 0 && last != 0;
            Loud += isLoud ? 1 : 0;
            _heard.Enqueue(new Heard(
                heardAtS, samples / (double)HeadlessAudio.RateHz, Place(first), Place(last) + 1, isLoud ? samples : 0));
        }

        /// <summary>Which sample of the ramp it is.</summary>
        private static double Place(float sample)
        {
            return (sample * FullScale) + (SpeakingDaemon.RampSamples / 2);
        }

        private readonly struct Heard
        {
            internal readonly double FromS;
            internal readonly double LengthS;
            internal readonly double From;
            internal readonly double To;
            internal readonly int Samples;

            internal Heard(double fromS, double lengthS, double from, double to, int samples)
            {
                FromS = fromS;
                LengthS = lengthS;
                From = from;
                To = to;
                Samples = samples;
            }
        }
    }
}
