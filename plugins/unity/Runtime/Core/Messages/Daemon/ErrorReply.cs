#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers, in place of the reply proper, what cannot be done.</summary>
    public readonly struct ErrorReply
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

        /// <summary>What went wrong, one of <see cref="ErrorCodes"/> or of a later version.</summary>
        public string Code { get; }

        /// <summary>What was got and what was expected.</summary>
        public string Message { get; }

        /// <summary>What to do; may be empty.</summary>
        public string Hint { get; }

        /// <summary>Whether the same message may succeed later.</summary>
        public bool IsRetryable { get; }

        /// <summary>The session concerned, or empty.</summary>
        public SessionName Session { get; }

        /// <summary>What to throw, or to keep, on this side.</summary>
        public ProtocolException ToException()
        {
            return new ProtocolException(Code, Message, Hint, IsRetryable);
        }
    }
}
