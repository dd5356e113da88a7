#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Sends more audio of a bake. Not answered, unless by an error.</summary>
    public readonly struct BakeAudio : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="session">The bake.</param>
        /// <param name="seq">0 for the first, then one more each.</param>
        /// <param name="isLast">true if the audio ends with it.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public BakeAudio(SessionName session, long seq, bool isLast)
        {
            Session = session;
            Seq = Check.Range(nameof(seq), seq, 0, long.MaxValue);
            IsLast = isLast;
        }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <summary>0 for the first, then one more each.</summary>
        public long Seq { get; }

        /// <summary>true if the audio ends with it.</summary>
        public bool IsLast { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "bake_audio", 3);
            Header.Session(writer, Session);
            Header.Field(writer, "seq", Seq);
            Header.Field(writer, "last", IsLast);
        }
    }
}
