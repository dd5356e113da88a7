#nullable enable
using System;
using Mien.Core;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>A recording as a daemon wants it: one channel of 16 bits, at a rate that it knows.</summary>
    internal sealed class ClipSound
    {
        private const int Lowest = 8_000;
        private const int Highest = 48_000;
        private const float FullScale = 32_768f;

        /// <summary>Reads a recording.</summary>
        /// <exception cref="MienException">Its samples cannot be read, or there are none.</exception>
        internal ClipSound(AudioClip clip)
        {
            if (clip.samples == 0)
            {
                throw new MienException(clip.name + " is empty: there is nothing to be baked");
            }
            var sound = new float[clip.samples * clip.channels];
            if (!clip.GetData(sound, 0))
            {
                throw new MienException(
                    "the samples of " + clip.name + " cannot be read: set its Load Type to Decompress On Load");
            }
            var mono = new float[clip.samples];
            for (int at = 0; at < sound.Length; at++)
            {
                mono[at / clip.channels] += sound[at] / clip.channels;
            }
            RateHz = Mathf.Clamp(clip.frequency, Lowest, Highest);
            Samples = Rounded(RateHz == clip.frequency ? mono : Resampled(mono, clip.frequency, RateHz));
        }

        /// <summary>Samples a second.</summary>
        internal int RateHz { get; }

        internal short[] Samples { get; }

        private static float[] Resampled(float[] mono, int fromHz, int toHz)
        {
            var resampler = new Resampler(fromHz, toHz);
            var made = new float[resampler.Most(mono.Length)];
            int count = resampler.Push(mono, made);
            count += resampler.Flush(new Span<float>(made, count, made.Length - count));
            Array.Resize(ref made, count);
            return made;
        }

        private static short[] Rounded(float[] sound)
        {
            return Array.ConvertAll(
                sound, one => (short)Math.Max(short.MinValue, Math.Min(short.MaxValue, Math.Round(one * FullScale))));
        }
    }
}
