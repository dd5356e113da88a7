#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Lets the daemon send more of a bake. Not answered, unless by an error.</summary>
    public readonly struct BakeCredit : IClientMessage
    {
        /// <summary>Makes the message.</summary>
        /// <param name="session">The bake.</param>
        /// <param name="frames">Number of further frames that the client can take, 1..2^31-1.</param>
        /// <exception cref="MienException">A value is out of its range.</exception>
        public BakeCredit(SessionName session, long frames)
        {
            Session = session;
            Frames = Check.Range(nameof(frames), frames, 1, int.MaxValue);
        }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <summary>Number of further frames that the client can take, 1..2^31-1.</summary>
        public long Frames { get; }

        /// <inheritdoc/>
        public void Write(MessagePackWriter writer)
        {
            Header.Begin(writer, "bake_credit", 2);
            Header.Session(writer, Session);
            Header.Field(writer, "frames", Frames);
        }
    }
}
