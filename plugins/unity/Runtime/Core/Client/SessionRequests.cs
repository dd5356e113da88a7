#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Client
{
    /// <summary>
    /// Requests of a session that wait until it is open, or that a broken connection may have lost; guarded by the session.
    /// </summary>
    internal sealed class SessionRequests
    {
        private readonly List<SessionRequest> _kept = new List<SessionRequest>();
        private bool _isOpen;

        /// <summary>Sends a request, or keeps it until the session is open.</summary>
        internal void Add(SessionRequest request)
        {
            Forget();
            if (!_isOpen || request.IsRepeated)
            {
                _kept.Add(request);
            }
            if (_isOpen)
            {
                request.Send();
            }
        }

        /// <summary>The session is open: what has waited may go.</summary>
        internal void Begin()
        {
            _isOpen = true;
            SendAll();
            _kept.RemoveAll(request => !request.IsRepeated);
        }

        /// <summary>There is another connection: what the former may have lost goes again.</summary>
        internal void Resume()
        {
            Forget();
            SendAll();
        }

        /// <summary>None of them will be answered.</summary>
        internal void Abandon(MienException why)
        {
            foreach (SessionRequest request in _kept)
            {
                request.Answer.Fail(why);
            }
            _kept.Clear();
        }

        private void SendAll()
        {
            foreach (SessionRequest request in _kept)
            {
                request.Send();
            }
        }

        private void Forget()
        {
            _kept.RemoveAll(request => request.Answer.IsDone);
        }
    }
}
