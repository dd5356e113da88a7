#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Say"/>, once the speech is synthesised.</summary>
    public readonly struct Said
    {
        internal Said(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Session = map.Session();
            Samples = map.Integer("samples");
            AudioRateHz = (int)map.Integer("audio_rate_hz", 8_000, 48_000);
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>Length of what will be spoken.</summary>
        public long Samples { get; }

        /// <summary>Its samples a second.</summary>
        public int AudioRateHz { get; }
    }
}
