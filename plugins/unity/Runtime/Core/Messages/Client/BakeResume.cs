#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Continues a bake on a new connection.</summary>
    public readonly struct BakeResume : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="version">Major and minor version that the client speaks.</param>
        /// <param name="token">From the connection file; at most 128 bytes of UTF-8.</param>
        /// <param name="session">The bake.</param>
        /// <param name="firstFrame">Index of the first frame that the client has not got.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public BakeResume(long id, ProtocolVersion version, string token, SessionName session, long firstFrame)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Version = version;
            Token = Check.Text(nameof(token), token, 128);
            Session = session;
            FirstFrame = Check.Range(nameof(firstFrame), firstFrame, 0, long.MaxValue);
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>Major and minor version that the client speaks.</summary>
        public ProtocolVersion Version { get; }

        /// <summary>From the connection file; at most 128 bytes of UTF-8.</summary>
        public string Token { get; }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <summary>Index of the first frame that the client has not got.</summary>
        public long FirstFrame { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "bake_resume", 5);
            Header.Field(writer, "id", Id);
            Header.Field(writer, "protocol", Version);
            Header.Field(writer, "token", Token);
            Header.Session(writer, Session);
            Header.Field(writer, "first_frame", FirstFrame);
        }
    }
}
