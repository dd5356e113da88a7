#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Ends a bake, which the daemon may then forget. Not answered.</summary>
    public readonly struct BakeClose : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="session">The session.</param>
        public BakeClose(SessionName session)
        {
            Session = session;
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "bake_close", 1);
            Header.Session(writer, Session);
        }
    }
}
