#nullable enable
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>Status of a session at one moment.</summary>
    internal sealed class SessionStatus
    {
        /// <summary>Of a session that was asked for.</summary>
        internal static readonly SessionStatus Opening = new SessionStatus(SessionState.Opening, null, null);

        private SessionStatus(SessionState state, Opened? opened, MienException? error)
        {
            State = state;
            Opened = opened;
            Error = error;
        }

        internal SessionState State { get; }

        /// <summary>The daemon's reply to its opening; null if there was none.</summary>
        internal Opened? Opened { get; }

        /// <summary>Reason why it was lost; null if it was not.</summary>
        internal MienException? Error { get; }

        /// <summary>Its name at the daemon; empty if it was not opened.</summary>
        internal SessionName Name => Opened is null ? default : Opened.Session;

        /// <summary>True if it may still be spoken to.</summary>
        internal bool IsLive => State == SessionState.Opening || State == SessionState.Open;

        /// <summary>Of a session that the daemon has opened.</summary>
        internal static SessionStatus Begun(Opened opened)
        {
            return new SessionStatus(SessionState.Open, opened, null);
        }

        /// <summary>The same when it is over.</summary>
        internal SessionStatus Over(SessionState state, MienException? error)
        {
            return new SessionStatus(state, Opened, error);
        }
    }
}
