#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="OpenSession"/>.</summary>
    public sealed class Opened
    {
        internal Opened(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Session = map.Session();
            Topics = new Topics(map.Map("topics"));
            LookAheadNs = map.Integer("look_ahead_ns", long.MinValue);
            AudioCredit = map.Integer("audio_credit");
            AvatarSha256 = map.HexadecimalOrNull("avatar_sha256", 64);
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The new session.</summary>
        public SessionName Session { get; }

        /// <summary>Topics to subscribe to.</summary>
        public Topics Topics { get; }

        /// <summary>Longest sound that a frame waits for after its own time, nanoseconds.</summary>
        public long LookAheadNs { get; }

        /// <summary>Samples that may be pushed before the first <see cref="AudioProgress"/>.</summary>
        public long AudioCredit { get; }

        /// <summary>SHA-256 of the photo, for the next time; or null.</summary>
        public string? AvatarSha256 { get; }
    }
}
