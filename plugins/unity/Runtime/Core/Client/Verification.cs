#nullable enable
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>The question, after a connection broke, whether the daemon still has a session.</summary>
    internal sealed class Verification : Awaited
    {
        private readonly MienSession _session;

        internal Verification(MienSession session)
        {
            _session = session;
        }

        internal override void Read(MessageType type, in HeaderMap map)
        {
            if (type == MessageType.Error)
            {
                ProtocolException error = new ErrorReply(map).ToException();
                if (error.Code == ErrorCodes.NoSession)
                {
                    _session.Lose(error);
                }
            }
            Finish();
        }
    }
}
