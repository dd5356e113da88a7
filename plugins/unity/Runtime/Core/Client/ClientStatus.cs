#nullable enable
using Mien.Core.Messages;

namespace Mien.Core.Client
{
    /// <summary>Status of a daemon at one moment.</summary>
    internal sealed class ClientStatus
    {
        /// <summary>Before anybody asked for a connection.</summary>
        internal static readonly ClientStatus Closed = new ClientStatus(ClientState.Closed, "", null);

        private ClientStatus(ClientState state, string trouble, Welcome? welcome)
        {
            State = state;
            Trouble = trouble;
            Welcome = welcome;
        }

        internal ClientState State { get; }

        /// <summary>Reason why there is no connection.</summary>
        internal string Trouble { get; }

        /// <summary>The daemon's last welcome; null before the first.</summary>
        internal Welcome? Welcome { get; }

        /// <summary>Once the daemon answers.</summary>
        internal static ClientStatus Connected(Welcome welcome)
        {
            return new ClientStatus(ClientState.Connected, "", welcome);
        }

        /// <summary>While it does not answer.</summary>
        internal ClientStatus Connecting(string trouble)
        {
            return new ClientStatus(ClientState.Connecting, trouble, Welcome);
        }

        /// <summary>Once nobody wants a connection any more.</summary>
        internal ClientStatus Ended()
        {
            return new ClientStatus(ClientState.Closed, Trouble, Welcome);
        }
    }
}
