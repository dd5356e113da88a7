#nullable enable
using UnityEngine;

namespace Mien
{
    /// <summary>A clip that is 1 all the time: what a source makes of it tells how loud each channel is to be.</summary>
    internal static class Constant
    {
        private const int Samples = 4096;

        /// <summary>Makes one.</summary>
        internal static AudioClip Clip(int rateHz)
        {
            AudioClip clip = AudioClip.Create("Mien", Samples, 1, rateHz, false);
            var ones = new float[Samples];
            for (int at = 0; at < Samples; at++)
            {
                ones[at] = 1;
            }
            clip.SetData(ones, 0);
            clip.hideFlags = HideFlags.HideAndDontSave;
            return clip;
        }
    }
}
