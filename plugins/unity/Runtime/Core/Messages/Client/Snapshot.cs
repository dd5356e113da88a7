#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Asks what sessions there are.</summary>
    public readonly struct Snapshot : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The one of interest; empty for all.</param>
        /// <exception cref="MienException">Something is out of its range.</exception>
        public Snapshot(long id, SessionName session = default)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The one of interest; empty for all.</summary>
        public SessionName Session { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "snapshot", 2);
            Header.Field(writer, "id", Id);
            if (Session.IsEmpty)
            {
                Header.Field(writer, "session", (string?)null);
            }
            else
            {
                Header.Session(writer, Session);
            }
        }
    }
}
