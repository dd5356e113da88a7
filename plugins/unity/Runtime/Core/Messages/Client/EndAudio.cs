#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Ends an utterance; more audio may follow.</summary>
    public readonly struct EndAudio : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="id">Number of the request, 1..2^32-1, unique among those under way.</param>
        /// <param name="session">The session.</param>
        /// <param name="seq">
        /// Number of the next <see cref="PushAudio"/>, so that lost audio is noticed; null to end in any case.
        /// </param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public EndAudio(long id, SessionName session, long? seq = null)
        {
            Id = Check.Range(nameof(id), id, 1, uint.MaxValue);
            Session = session;
            Seq = Check.RangeOrNull(nameof(seq), seq, 0, long.MaxValue);
        }

        /// <summary>Number of the request, 1..2^32-1, unique among those under way.</summary>
        public long Id { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>
        /// Number of the next <see cref="PushAudio"/>, so that lost audio is noticed; null to end in any case.
        /// </summary>
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
