#nullable enable
using System;
using System.Threading;
using Mien.Core.Time;

namespace Mien
{
    /// <summary>Tells when each frame of the game is, in the world and in a film that is captured.</summary>
    internal sealed class CaptureClock
    {
        private const double NsPerSecond = 1e9;
        private const long NsPerMs = 1_000_000;

        private bool _isCaptured;
        private double _gameNs;
        private int _frame;

        /// <summary>Lets so many nanoseconds pass.</summary>
        internal static Action<long> Wait { get; set; } = ns => Thread.Sleep((int)((ns + NsPerMs - 1) / NsPerMs));

        /// <summary>Goes on to a frame.</summary>
        /// <param name="clock">The client's clock.</param>
        /// <param name="captureS">How long a frame of the film lasts, seconds; 0 where none is captured.</param>
        /// <param name="frame">Number of the frame.</param>
        /// <param name="isAwaited">
        /// Whether a film that is captured faster than the world goes waits for it: a daemon performs in the world's time.
        /// </param>
        internal FrameTime Next(IClock clock, float captureS, int frame, bool isAwaited)
        {
            int passed = frame - _frame;
            _frame = frame;
            long nowNs = clock.NowNs;
            if (captureS <= 0)
            {
                _isCaptured = false;
                return FrameTime.Live(nowNs);
            }
            _gameNs = _isCaptured ? _gameNs + (passed * captureS * NsPerSecond) : nowNs;
            _isCaptured = true;
            while (isAwaited && nowNs < (long)_gameNs)
            {
                Wait((long)_gameNs - nowNs);
                nowNs = clock.NowNs;
            }
            _gameNs = Math.Min(_gameNs, nowNs);
            return FrameTime.Captured(nowNs, (long)_gameNs);
        }
    }
}
