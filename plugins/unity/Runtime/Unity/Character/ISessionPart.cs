#nullable enable
using Mien.Core.Messages;

namespace Mien
{
    /// <summary>A component that wants something of its character's session: sound, or pictures.</summary>
    internal interface ISessionPart
    {
        /// <summary>Says what it wants, before a session is opened.</summary>
        /// <exception cref="Core.MienException">What it wants cannot be had; in words.</exception>
        void Configure(SessionOptions options);
    }
}
