#nullable enable

namespace Mien
{
    /// <summary>Figures of a character's service; for an inspector, or a corner of the screen.</summary>
    public readonly struct MienStats
    {
        internal MienStats(float motionHz, float latencyMs, float roundTripMs, long lost, long late, long stalls)
        {
            MotionHz = motionHz;
            LatencyMs = latencyMs;
            RoundTripMs = roundTripMs;
            Lost = lost;
            Late = late;
            Stalls = stalls;
        }

        /// <summary>Frames of motion a second that come.</summary>
        public float MotionHz { get; }

        /// <summary>
        /// From when the shown frame left the daemon until it was shown, milliseconds: the network, and what is held back on
        /// purpose so that lips and sound agree.
        /// </summary>
        public float LatencyMs { get; }

        /// <summary>To the daemon and back, milliseconds.</summary>
        public float RoundTripMs { get; }

        /// <summary>Frames of motion that never came.</summary>
        public long Lost { get; }

        /// <summary>Frames of motion that came too late to be shown in time.</summary>
        public long Late { get; }

        /// <summary>Times that the sound had to wait for more of it.</summary>
        public long Stalls { get; }
    }
}
