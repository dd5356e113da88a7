#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers a request that cannot be fulfilled.</summary>
    public readonly partial struct ErrorReply
    {
        internal ErrorReply(in HeaderMap map)
        {
            Re = map.Integer("re", 0, uint.MaxValue);
            Code = map.Code("code");
            Message = map.Text("message");
            Hint = map.TextOrNull("hint") ?? "";
            IsRetryable = map.Flag("retryable", mayBeMissing: true);
            Session = map.SessionOrEmpty();
        }

        /// <summary>The <c>id</c> of the request; 0 where the message at fault had none that could be read.</summary>
        public long Re { get; }

        /// <summary>One of <see cref="ErrorCodes"/>, or a code of a later version; at most 64 bytes.</summary>
        public string Code { get; }

        /// <summary>Explanation: what was got and what was expected.</summary>
        public string Message { get; }

        /// <summary>Advice on what to do; may be empty.</summary>
        public string Hint { get; }

        /// <summary>true if the same message may succeed later.</summary>
        public bool IsRetryable { get; }

        /// <summary>The session concerned, or empty.</summary>
        public SessionName Session { get; }
    }
}
