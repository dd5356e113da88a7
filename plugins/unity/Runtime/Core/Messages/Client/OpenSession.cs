#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Opens a session.</summary>
    public readonly struct OpenSession : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="options">Options, which must not change afterwards.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public OpenSession(long id, SessionOptions options)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            options.Validate();
            Options = options;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>Options, which must not change afterwards.</summary>
        public SessionOptions Options { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "open_session", 11);
            Header.Field(writer, "id", Id);
            Header.Field(writer, "pace", Names.Paces[(int)Options.Pace]);
            Header.Field(writer, "rate_hz", Options.RateHz);
            Header.Field(writer, "latents", Options.WantsLatents);
            Header.Field(writer, "seed", Options.Seed);
            Header.Field(writer, "audio_rate_hz", Options.AudioRateHz);
            Header.Field(writer, "echo", Options.WantsEcho);
            Header.Field(writer, "controls", Options.Controls);
            Header.Field(writer, "avatar", Options.Avatar);
            Header.Field(writer, "avatar_sha256", Options.AvatarSha256);
            Header.Field(writer, "face", Options.Face);
        }
    }
}
