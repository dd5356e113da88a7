#nullable enable
using Mien.Core.Messages;

namespace Mien.Core.Client
{
    /// <summary>How it stands with a daemon, at one moment.</summary>
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

        /// <summary>Why there is no connection, in words.</summary>
        internal string Trouble { get; }

        /// <summary>What the daemon said of itself at the last hello; null before the first.</summary>
        internal Welcome? Welcome { get; }

        /// <summary>When the daemon answers.</summary>
        internal static ClientStatus Connected(Welcome welcome)
        {
            return new ClientStatus(ClientState.Connected, "", welcome);
        }

        /// <summary>When it does not answer yet, or not any more.</summary>
        internal ClientStatus Connecting(string trouble)
        {
            return new ClientStatus(ClientState.Connecting, trouble, Welcome);
        }

        /// <summary>When nobody wants a connection any more.</summary>
        internal ClientStatus Ended()
        {
            return new ClientStatus(ClientState.Closed, Trouble, Welcome);
        }
    }
}
