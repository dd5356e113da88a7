#nullable enable

namespace Mien.Core.Motion
{
    /// <summary>Direction of the eyes, relative to the head, radians.</summary>
    public readonly struct Gaze
    {
        /// <summary>A direction.</summary>
        public Gaze(float yawRad, float pitchRad)
        {
            YawRad = yawRad;
            PitchRad = pitchRad;
        }

        /// <summary>To the character's left.</summary>
        public float YawRad { get; }

        /// <summary>Upwards.</summary>
        public float PitchRad { get; }
    }
}
