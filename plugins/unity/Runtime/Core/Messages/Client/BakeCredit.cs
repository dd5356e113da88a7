#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Lets the daemon send more of a bake.</summary>
    public readonly struct BakeCredit : IClientMessage
    {
        /// <summary>A message.</summary>
        /// <param name="session">The session.</param>
        /// <param name="frames">How many more frames the client can take, 1..2^31-1.</param>
        /// <exception cref="MienException">Something is out of its range.</exception>
        public BakeCredit(SessionName session, long frames)
        {
            Session = session;
            Frames = Check.Range(nameof(frames), frames, 1, int.MaxValue);
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>How many more frames the client can take, 1..2^31-1.</summary>
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
