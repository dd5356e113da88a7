#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Interrupts: drops everything not performed yet, and starts a new epoch.</summary>
    public readonly struct Cancel : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public Cancel(long id, SessionName session)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "cancel", 2);
            Header.Field(writer, "id", Id);
            Header.Session(writer, Session);
        }
    }
}
