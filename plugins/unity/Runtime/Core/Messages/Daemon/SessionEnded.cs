#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Tells that the daemon ended a session by itself.</summary>
    public readonly struct SessionEnded
    {
        internal SessionEnded(in HeaderMap map)
        {
            Session = map.Session();
            Code = map.Code("code");
            Message = map.Text("message");
        }

        /// <summary>The session that is no more.</summary>
        public SessionName Session { get; }

        /// <summary>Reason for programs, as in <see cref="ErrorReply"/>.</summary>
        public string Code { get; }

        /// <summary>Reason for people.</summary>
        public string Message { get; }
    }
}
