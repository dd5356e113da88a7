#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="EndAudio"/>.</summary>
    public readonly struct AudioEnded
    {
        internal AudioEnded(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Session = map.Session();
            Samples = map.Integer("samples");
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>The utterance's length.</summary>
        public long Samples { get; }
    }
}
