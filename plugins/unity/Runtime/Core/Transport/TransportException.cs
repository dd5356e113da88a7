#nullable enable
using System;

namespace Mien.Core.Transport
{
    /// <summary>A connection cannot be made, or broke; the message tells why, for people.</summary>
    public sealed class TransportException : MienException
    {
        /// <summary>An error with its message.</summary>
        public TransportException(string message) : base(message)
        {
        }

        /// <summary>The same, with what caused it.</summary>
        public TransportException(string message, Exception inner) : base(message, inner)
        {
        }
    }
}
