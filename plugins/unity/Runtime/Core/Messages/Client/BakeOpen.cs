#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Starts a bake; the first message of a connection to the bake socket.</summary>
    public readonly struct BakeOpen : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="version">Major and minor version that the client speaks.</param>
        /// <param name="token">From the connection file; at most 128 bytes of UTF-8.</param>
        /// <param name="options">Options, which must not change afterwards.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public BakeOpen(long id, ProtocolVersion version, string token, SessionOptions options)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Version = version;
            Token = Check.Text(nameof(token), token, 128);
            options.Validate();
            Options = options;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>Major and minor version that the client speaks.</summary>
        public ProtocolVersion Version { get; }

        /// <summary>From the connection file; at most 128 bytes of UTF-8.</summary>
        public string Token { get; }

        /// <summary>Options, which must not change afterwards.</summary>
        public SessionOptions Options { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "bake_open", 8);
            Header.Field(writer, "id", Id);
            Header.Field(writer, "protocol", Version);
            Header.Field(writer, "token", Token);
            Header.Field(writer, "rate_hz", Options.RateHz);
            Header.Field(writer, "latents", Options.WantsLatents);
            Header.Field(writer, "seed", Options.Seed);
            Header.Field(writer, "audio_rate_hz", Options.AudioRateHz);
            Header.Field(writer, "controls", Options.Controls);
        }
    }
}
