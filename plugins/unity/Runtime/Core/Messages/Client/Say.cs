#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Speaks a text, in a session of pace <c>speak</c>.</summary>
    public readonly struct Say : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <param name="text">What to say, at most 10,000 code points.</param>
        /// <param name="voice">Which voice, at most 64 bytes of UTF-8; null for the daemon's own.</param>
        /// <exception cref="MienException">Something is out of its range.</exception>
        public Say(long id, SessionName session, string text, string? voice)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
            Text = Check.CodePoints(nameof(text), text, Limits.Default.TextChars);
            Voice = Check.TextOrNull(nameof(voice), voice, 64);
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>What to say, at most 10,000 code points.</summary>
        public string Text { get; }

        /// <summary>Which voice, at most 64 bytes of UTF-8; null for the daemon's own.</summary>
        public string? Voice { get; }

        /// <summary>The same in a session.</summary>
        internal Say In(SessionName session)
        {
            return new Say(Id, session, Text, Voice);
        }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "say", 4);
            Header.Field(writer, "id", Id);
            Header.Session(writer, Session);
            Header.Field(writer, "text", Text);
            Header.Field(writer, "voice", Voice);
        }
    }
}
