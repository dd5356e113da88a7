#nullable enable
using System;

namespace Mien
{
    /// <summary>
    /// How fast to play what is not where it should be. In silence nobody hears a change of pace; in speech a change of half
    /// a percent is a twelfth of a semitone, and enough for two clocks that disagree.
    /// </summary>
    internal static class PlayoutPace
    {
        /// <summary>In silence, from here on the position jumps.</summary>
        internal const double JumpS = 0.5;

        /// <summary>In speech, from here on it jumps: what would be said is stale, as after the game was paused.</summary>
        internal const double StaleS = 20;

        /// <summary>In silence of a film: its frames take their time, and each jump is seen.</summary>
        internal const double CapturedJumpS = 1;

        private const double SilenceSlackS = 0.005;
        private const double SpeechSlackS = 0.03;
        private const double SilenceMost = 0.1;
        private const double SpeechMost = 0.005;
        private const double PerSecond = 0.5;

        /// <summary>True to jump.</summary>
        /// <param name="behindS">Seconds by which the position is behind where it should be; negative: before it.</param>
        /// <param name="isSpeaking">Whether somebody would hear it.</param>
        /// <param name="isCaptured">Whether it goes into a film.</param>
        internal static bool IsJump(double behindS, bool isSpeaking, bool isCaptured = false)
        {
            return isSpeaking ? behindS > StaleS : Math.Abs(behindS) > (isCaptured ? CapturedJumpS : JumpS);
        }

        /// <summary>Media seconds to play in a second: 1 where all is well.</summary>
        /// <param name="behindS">Seconds by which the position is behind where it should be; negative: before it.</param>
        /// <param name="isSpeaking">Whether somebody would hear it.</param>
        /// <param name="isCaptured">Whether it goes into a film, which is behind for as long as its frames take.</param>
        internal static double Of(double behindS, bool isSpeaking, bool isCaptured = false)
        {
            if ((isCaptured && behindS > 0) || Math.Abs(behindS) < (isSpeaking ? SpeechSlackS : SilenceSlackS))
            {
                return 1;
            }
            double most = isSpeaking ? SpeechMost : SilenceMost;
            return 1 + Math.Max(-most, Math.Min(most, PerSecond * behindS));
        }
    }
}
