#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>The first message of a connection.</summary>
    public readonly struct Hello : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="version">Major and minor version that the client speaks.</param>
        /// <param name="client">Name and version of the client, for logs; at most 64 bytes of UTF-8.</param>
        /// <param name="token">From the connection file; at most 128 bytes of UTF-8.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public Hello(long id, ProtocolVersion version, string client, string token)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Version = version;
            Client = Check.Text(nameof(client), client, 64);
            Token = Check.Text(nameof(token), token, 128);
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>Major and minor version that the client speaks.</summary>
        public ProtocolVersion Version { get; }

        /// <summary>Name and version of the client, for logs; at most 64 bytes of UTF-8.</summary>
        public string Client { get; }

        /// <summary>From the connection file; at most 128 bytes of UTF-8.</summary>
        public string Token { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "hello", 4);
            Header.Field(writer, "id", Id);
            Header.Field(writer, "protocol", Version);
            Header.Field(writer, "client", Client);
            Header.Field(writer, "token", Token);
        }
    }
}
