#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Ends an utterance; more audio may follow.</summary>
    public readonly struct EndAudio : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <param name="seq">
        /// The number that the next piece of audio would have: where it is another one, audio was lost. Null not to ask.
        /// </param>
        /// <exception cref="MienException">Something is out of its range.</exception>
        public EndAudio(long id, SessionName session, long? seq = null)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
            Seq = seq is long number ? Check.Range(nameof(seq), number, 0, long.MaxValue) : (long?)null;
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>The number that the next piece of audio would have, or null.</summary>
        public long? Seq { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "end_audio", 3);
            Header.Field(writer, "id", Id);
            Header.Session(writer, Session);
            Header.Field(writer, "seq", Seq);
        }
    }
}
