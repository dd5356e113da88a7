#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Tells how far the audio got; answers no request.</summary>
    public readonly struct AudioProgress
    {
        internal AudioProgress(in HeaderMap map)
        {
            Session = map.Session();
            Accepted = map.Integer("accepted");
            Credit = map.Integer("credit");
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>Samples taken so far.</summary>
        public long Accepted { get; }

        /// <summary>Samples that may be pushed in all, counted from the session's first.</summary>
        public long Credit { get; }
    }
}
