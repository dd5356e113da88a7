#nullable enable
using System;

namespace Mien.Core
{
    /// <summary>Something that the user of the package can do something about; the message says what.</summary>
    public class MienException : Exception
    {
        /// <summary>An error with its message: what was got, what was expected, what to do.</summary>
        public MienException(string message) : base(message)
        {
        }

        /// <summary>The same, with what caused it.</summary>
        public MienException(string message, Exception inner) : base(message, inner)
        {
        }
    }
}
