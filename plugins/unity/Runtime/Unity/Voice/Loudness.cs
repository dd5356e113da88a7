#nullable enable
using System;

namespace Mien
{
    /// <summary>Full sound or none, and a short way from one to the other, so that nothing clicks.</summary>
    internal struct Loudness
    {
        private const float FadeS = 0.005f;

        private float _level;

        /// <summary>Brings a block to where it should be.</summary>
        /// <param name="samples">The block.</param>
        /// <param name="isOn">Whether it is to be heard.</param>
        /// <param name="rateHz">Samples a second.</param>
        internal void Apply(Span<float> samples, bool isOn, int rateHz)
        {
            if (isOn && _level == 1)
            {
                return;
            }
            float step = (isOn ? 1 : -1) / (FadeS * rateHz);
            for (int at = 0; at < samples.Length; at++)
            {
                _level = Math.Max(0, Math.Min(1, _level + step));
                samples[at] *= _level;
            }
        }
    }
}
