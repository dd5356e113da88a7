#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="EndAudio"/>: the utterance's last frame has left.</summary>
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
