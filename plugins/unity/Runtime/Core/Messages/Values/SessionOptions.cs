#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>What a session, or a bake, is to be like.</summary>
    public sealed class SessionOptions
    {
        /// <summary>How audio is performed.</summary>
        public Pace Pace { get; set; } = Pace.Live;

        /// <summary>Frames of motion a second, 24..120.</summary>
        public int RateHz { get; set; } = 60;

        /// <summary>Whether frames carry the motion latent, which no engine needs.</summary>
        public bool WantsLatents { get; set; }

        /// <summary>Chooses a performance, 0..2^53-1.</summary>
        public long Seed { get; set; }

        /// <summary>Samples a second of the audio that will be pushed, 8000..48000.</summary>
        public int AudioRateHz { get; set; } = 16_000;

        /// <summary>Whether the audio comes back with its times, for playing it in step with the face.</summary>
        public bool WantsEcho { get; set; }

        /// <summary>Controls to begin with.</summary>
        public Controls Controls { get; set; }

        /// <summary>A photo, JPEG, PNG or WebP, at most 16 MB; or null.</summary>
        public byte[]? Avatar { get; set; }

        /// <summary>SHA-256 of a photo that the daemon has seen, 64 hexadecimal digits, in place of the photo.</summary>
        public string? AvatarSha256 { get; set; }

        /// <summary>The pictures to make, which needs a photo; null for none.</summary>
        public FaceOptions? Face { get; set; }

        internal void Validate()
        {
            Check.Range("motion rate", RateHz, 24, 120);
            Check.Range("seed", Seed, 0, (1L << 53) - 1);
            Check.Range("audio rate", AudioRateHz, 8_000, 48_000);
            Controls.Validate();
            Face?.Validate();
            if (Avatar != null && Avatar.Length > Limits.Default.AvatarBytes)
            {
                throw Check.Wrong("avatar", "at most " + Limits.Default.AvatarBytes + " bytes", Avatar.Length.ToString());
            }
            if (Avatar != null && AvatarSha256 != null)
            {
                throw Check.Wrong("avatar", "a photo or the SHA-256 of one", "both");
            }
            if (Face != null && Avatar is null && AvatarSha256 is null)
            {
                throw Check.Wrong("avatar", "a photo, where pictures are asked for", "none");
            }
        }
    }
}
