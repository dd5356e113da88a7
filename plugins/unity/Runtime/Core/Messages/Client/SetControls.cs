#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Changes how a session performs, from its next frame on.</summary>
    public readonly struct SetControls : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <param name="controls">Controls that change.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public SetControls(long id, SessionName session, Controls controls)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
            Controls = controls;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>Controls that change.</summary>
        public Controls Controls { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "set_controls", 3);
            Header.Field(writer, "id", Id);
            Header.Session(writer, Session);
            Header.Field(writer, "controls", Controls);
        }
    }
}
