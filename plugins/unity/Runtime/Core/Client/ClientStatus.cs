#nullable enable
using Mien.Core.Messages;

namespace Mien.Core.Client
{
    /// <summary>Status of a daemon at one moment.</summary>
    internal sealed class ClientStatus
    {
        /// <summary>Before anybody asked for a connection.</summary>
        internal static readonly ClientStatus Closed = new ClientStatus(ClientState.Closed, "", null, false);

        private ClientStatus(ClientState state, string trouble, Welcome? welcome, bool isBusy)
        {
            IsBusy = isBusy;
            State = state;
            Trouble = trouble;
            Welcome = welcome;
        }

        internal ClientState State { get; }

        /// <summary>Reason why there is no connection.</summary>
        internal string Trouble { get; }

        /// <summary>True if the daemon is there, but has not answered in time.</summary>
        internal bool IsBusy { get; }

        /// <summary>The daemon's last welcome; null before the first.</summary>
        internal Welcome? Welcome { get; }

        /// <summary>Once the daemon answers.</summary>
        internal static ClientStatus Connected(Welcome welcome)
        {
            return new ClientStatus(ClientState.Connected, "", welcome, false);
        }

        /// <summary>While it does not answer.</summary>
        internal ClientStatus Connecting(string trouble, bool isBusy = false)
        {
            return new ClientStatus(ClientState.Connecting, trouble, Welcome, isBusy);
        }

        /// <summary>Once nobody wants a connection any more.</summary>
        internal ClientStatus Ended()
        {
            return new ClientStatus(ClientState.Closed, Trouble, Welcome, false);
        }
    }
}
