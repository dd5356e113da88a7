#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Changes how a session performs, from its next frame on.</summary>
    public readonly struct SetControls : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <param name="controls">What changes.</param>
        /// <exception cref="MienException">Something is out of its range.</exception>
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

        /// <summary>What changes.</summary>
        public Controls Controls { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "set_controls", 3);
            Header.Field(writer, "id", Id);
            Header.Session(writer, Session);
            writer.Write("controls");
            Controls.Write(writer);
        }
    }
}
