#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Asks for the time, and is a sign of life.</summary>
    public readonly struct Ping : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="clientNs">The client's time at sending, nanoseconds.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public Ping(long id, long clientNs)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            ClientNs = clientNs;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The client's time at sending, nanoseconds.</summary>
        public long ClientNs { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "ping", 2);
            Header.Field(writer, "id", Id);
            Header.Field(writer, "client_ns", ClientNs);
        }
    }
}
