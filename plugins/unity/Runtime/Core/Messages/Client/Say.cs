#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Speaks a text, in a session of pace <c>speak</c>.</summary>
    public readonly partial struct Say : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <param name="text">Text to speak, at most 10,000 code points.</param>
        /// <param name="voice">Name of the voice, at most 64 bytes of UTF-8; null for the daemon's own.</param>
        /// <param name="tags">true if tags in the text are taken out and obeyed; since 1.2.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public Say(long id, SessionName session, string text, string? voice = null, bool tags = default)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
            Text = Check.CodePoints(nameof(text), text, Limits.Default.TextChars);
            Voice = Check.TextOrNull(nameof(voice), voice, 64);
            Tags = tags;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>Text to speak, at most 10,000 code points.</summary>
        public string Text { get; }

        /// <summary>Name of the voice, at most 64 bytes of UTF-8; null for the daemon's own.</summary>
        public string? Voice { get; }

        /// <summary>true if tags in the text are taken out and obeyed; since 1.2.</summary>
        public bool Tags { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "say", 5);
            Header.Field(writer, "id", Id);
            Header.Session(writer, Session);
            Header.Field(writer, "text", Text);
            Header.Field(writer, "voice", Voice);
            Header.Field(writer, "tags", Tags);
        }
    }
}
