#nullable enable

namespace Mien.Core.Messages
{
    public readonly partial struct ErrorReply
    {
        /// <summary>The exception to throw, or to keep, on this side.</summary>
        public ProtocolException ToException()
        {
            return new ProtocolException(Code, Message, Hint, IsRetryable);
        }
    }
}
