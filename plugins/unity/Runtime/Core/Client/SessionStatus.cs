#nullable enable
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>How it stands with a session, at one moment.</summary>
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

        /// <summary>What the daemon said when it opened it; null if it did not.</summary>
        internal Opened? Opened { get; }

        /// <summary>Why it was lost; null if it was not.</summary>
        internal MienException? Error { get; }

        /// <summary>What the daemon calls it; empty if it was not opened.</summary>
        internal SessionName Name => Opened is null ? default : Opened.Session;

        /// <summary>Whether it may still be spoken to.</summary>
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
