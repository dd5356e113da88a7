#nullable enable
using System;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>The sessions of a client; for any thread.</summary>
    internal sealed class SessionBook
    {
        private readonly object _gate = new object();
        // Replaced, never changed: so that it can be gone through without holding the gate.
        private volatile MienSession[] _all = Array.Empty<MienSession>();

        /// <summary>All of them, as they are now.</summary>
        internal MienSession[] All => _all;

        /// <summary>Enters a session.</summary>
        internal void Add(MienSession session)
        {
            lock (_gate)
            {
                var more = new MienSession[_all.Length + 1];
                _all.CopyTo(more, 0);
                more[_all.Length] = session;
                _all = more;
            }
        }

        /// <summary>Forgets a session that is no more.</summary>
        internal void Remove(MienSession session)
        {
            lock (_gate)
            {
                _all = Array.FindAll(_all, other => other != session);
            }
        }

        /// <summary>The session that a daemon calls so; null where there is none.</summary>
        internal MienSession? Find(SessionName name)
        {
            foreach (MienSession session in _all)
            {
                if (session.Name == name && !name.IsEmpty)
                {
                    return session;
                }
            }
            return null;
        }

        /// <summary>The daemon that has them does not know of them any more.</summary>
        internal void Lose(string why)
        {
            foreach (MienSession session in _all)
            {
                session.LoseIfBegun(new ProtocolException(ErrorCodes.NoSession, why, "open another session"));
            }
        }
    }
}
