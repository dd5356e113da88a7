#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Options of a session, or of a bake.</summary>
    public sealed partial class SessionOptions
    {
        /// <summary>Pace of the performance, one of <see cref="Pace"/>.</summary>
        public Pace Pace { get; set; } = Pace.Live;

        /// <summary>Frames of motion a second, 24..120.</summary>
        public int RateHz { get; set; } = 60;

        /// <summary>true if frames carry the motion latent, which no engine needs.</summary>
        public bool WantsLatents { get; set; }

        /// <summary>Number of the performance, 0..2^53-1; -1 lets the sound choose it, since 1.1.</summary>
        public long Seed { get; set; }

        /// <summary>Samples a second of <see cref="PushAudio"/>, 8000..48000.</summary>
        public int AudioRateHz { get; set; } = 16_000;

        /// <summary>true if the audio comes back with its times, to be played in step with the face.</summary>
        public bool WantsEcho { get; set; }

        /// <summary>Controls to begin with.</summary>
        public Controls Controls { get; set; }

        /// <summary>Photo of the face, JPEG, PNG or WebP, at most 16 MB; or null.</summary>
        public byte[]? Avatar { get; set; }

        /// <summary>
        /// SHA-256 of a photo that this daemon has seen, 64 hexadecimal digits, in its place; or null.
        /// </summary>
        public string? AvatarSha256 { get; set; }

        /// <summary>Options of the pictures, which need a photo; null for no pictures.</summary>
        public FaceOptions? Face { get; set; }

        internal void Validate()
        {
            Check.Range("motion rate", RateHz, 24, 120);
            Check.Range("seed", Seed, -1, (1L << 53) - 1);
            Check.Range("audio rate", AudioRateHz, 8_000, 48_000);
            Controls.Validate();
            Check.BytesOrNull("avatar", Avatar, Limits.Default.AvatarBytes);
            Check.Sha256OrNull("avatar sha256", AvatarSha256);
            Face?.Validate();
            CheckFields();
        }

        partial void CheckFields();
    }
}
