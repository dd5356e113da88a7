#nullable enable

namespace Mien.Core
{
    /// <summary>A message is not what the protocol says, or the daemon refuses a request.</summary>
    public sealed class ProtocolException : MienException
    {
        /// <summary>An error of the protocol.</summary>
        /// <param name="code">One of <see cref="ErrorCodes"/>, or of a later version of the protocol.</param>
        /// <param name="message">What was got and what was expected.</param>
        /// <param name="hint">Advice on what to do; may be empty.</param>
        /// <param name="isRetryable">Whether the same may succeed later.</param>
        public ProtocolException(string code, string message, string hint = "", bool isRetryable = false)
            : base(hint.Length == 0 ? message : message + ": " + hint)
        {
            Code = code;
            Hint = hint;
            IsRetryable = isRetryable;
        }

        /// <summary>Error code, for programs.</summary>
        public string Code { get; }

        /// <summary>Advice on what to do; may be empty.</summary>
        public string Hint { get; }

        /// <summary>True if the same may succeed later.</summary>
        public bool IsRetryable { get; }

        /// <summary>A message that cannot be read.</summary>
        internal static ProtocolException Malformed(string message)
        {
            return new ProtocolException(ErrorCodes.Malformed, message);
        }

        /// <summary>A field that is not what it must be.</summary>
        internal static ProtocolException Malformed(string field, string expected, string got)
        {
            return new ProtocolException(ErrorCodes.Malformed, field + ": expected " + expected + ", got " + got);
        }
    }
}
