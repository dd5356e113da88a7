#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Ends a bake, which the daemon may then forget. Not answered.</summary>
    public readonly struct BakeClose : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="session">The bake.</param>
        public BakeClose(SessionName session)
        {
            Session = session;
        }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "bake_close", 1);
            Header.Session(writer, Session);
        }
    }
}
