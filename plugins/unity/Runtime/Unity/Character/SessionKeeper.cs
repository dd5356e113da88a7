#nullable enable
using System;
using Mien.Core;
using Mien.Core.Client;
using Mien.Core.Messages;

namespace Mien
{
    /// <summary>Keeps one session open: opens another where it was lost, as when the daemon was restarted.</summary>
    internal sealed class SessionKeeper
    {
        private const long RetryNs = 2_000_000_000;

        private MienClient? _client;
        private bool _isRefused;
        private string? _refusedBy;
        private long _notBeforeNs = long.MinValue;

        /// <summary>The session, which may not be open yet; null while there is none.</summary>
        internal MienSession? Session { get; private set; }

        /// <summary>Goes on; whether <see cref="Session"/> is another one now.</summary>
        /// <param name="client">Through which to open it; null where there is none.</param>
        /// <param name="makeOptions">Says what it is to be like.</param>
        /// <param name="nowNs">Time on the client's clock.</param>
        /// <param name="error">Why it was lost, or cannot be had; null where all is well.</param>
        internal bool Keep(MienClient? client, Func<SessionOptions> makeOptions, long nowNs, out MienException? error)
        {
            error = null;
            bool isOther = client != _client;
            if (isOther)
            {
                Close();
                _client = client;
            }
            else if (Session != null && Session.State == SessionState.Lost)
            {
                error = Session.Error;
                bool isRefusal = Session.Opened is null;
                // What was refused is refused again, unless somebody changes something, or the daemon has room again.
                _isRefused = isRefusal && !(error is ProtocolException wire && wire.IsRetryable);
                _refusedBy = client?.Welcome?.ServerId;
                _notBeforeNs = isRefusal ? nowNs + RetryNs : nowNs;
                Session = null;
                isOther = true;
            }
            // Another daemon may think otherwise.
            _isRefused &= client?.Welcome?.ServerId == _refusedBy;
            if (Session is null && client != null && !_isRefused && nowNs >= _notBeforeNs)
            {
                isOther = true;
                error = TryOpen(client, makeOptions) ?? error;
            }
            return isOther;
        }

        /// <summary>Closes the session; the next <see cref="Keep"/> opens another.</summary>
        internal void Close()
        {
            Session?.Close();
            Session = null;
            _isRefused = false;
            _notBeforeNs = long.MinValue;
        }

        private MienException? TryOpen(MienClient client, Func<SessionOptions> makeOptions)
        {
            try
            {
                Session = client.OpenSession(makeOptions());
                return null;
            }
            catch (MienException refused)
            {
                _isRefused = true;
                _refusedBy = client.Welcome?.ServerId;
                return refused;
            }
        }
    }
}
