#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Sends more audio. Not answered, unless by an error.</summary>
    public readonly struct PushAudio : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="session">The session.</param>
        /// <param name="seq">0 for the first of a session, then one more each.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public PushAudio(SessionName session, long seq)
        {
            Session = session;
            Seq = Check.Range(nameof(seq), seq, 0, long.MaxValue);
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>0 for the first of a session, then one more each.</summary>
        public long Seq { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "push_audio", 2);
            Header.Session(writer, Session);
            Header.Field(writer, "seq", Seq);
        }
    }
}
