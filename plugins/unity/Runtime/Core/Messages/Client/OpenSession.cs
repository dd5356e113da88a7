#nullable enable
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Begins a session.</summary>
    public readonly struct OpenSession : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="options">What the session is to be like; checked here, not to be changed after.</param>
        /// <exception cref="MienException">Something is out of its range.</exception>
        public OpenSession(long id, SessionOptions options)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            options.Validate();
            Options = options;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>What the session is to be like.</summary>
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
            writer.Write("controls");
            Options.Controls.Write(writer);
            WritePhoto(writer);
            writer.Write("face");
            if (Options.Face is null)
            {
                writer.WriteNil();
            }
            else
            {
                Options.Face.Write(writer);
            }
        }

        private void WritePhoto(MessagePackWriter writer)
        {
            writer.Write("avatar");
            if (Options.Avatar is null)
            {
                writer.WriteNil();
            }
            else
            {
                writer.WriteBinary(Options.Avatar);
            }
            Header.Field(writer, "avatar_sha256", Options.AvatarSha256);
        }
    }
}
