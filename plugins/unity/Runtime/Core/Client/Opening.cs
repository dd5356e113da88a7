#nullable enable
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>The request for a session.</summary>
    internal sealed class Opening : Awaited
    {
        private readonly MienSession _session;

        internal Opening(MienSession session)
        {
            _session = session;
        }

        internal override void Read(MessageType type, in HeaderMap map)
        {
            if (type == MessageType.Opened)
            {
                _session.Begin(new Opened(map));
                Finish();
            }
            else if (type == MessageType.Error)
            {
                Fail(new ErrorReply(map).ToException());
            }
            else
            {
                Fail(ProtocolException.Malformed("answer", "opened", type.ToString()));
            }
        }

        private protected override void OnFailed(MienException error)
        {
            _session.Refuse(error);
        }
    }
}
