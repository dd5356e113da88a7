#nullable enable
using System.Threading;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>A request that the daemon answers exactly once.</summary>
    public abstract class Awaited
    {
        private readonly object _gate = new object();
        private bool _isDone;

        private protected Awaited()
        {
        }

        /// <summary>True if the answer has come, or will not come any more.</summary>
        public bool IsDone
        {
            get
            {
                lock (_gate)
                {
                    return _isDone;
                }
            }
        }

        /// <summary>Reason why there is no answer; null while it is awaited, and where there is one.</summary>
        public MienException? Error { get; private set; }

        /// <summary>Waits for the answer; never to be called on an engine's main thread.</summary>
        /// <returns>Whether it has come, or will not come any more, within the time.</returns>
        public bool Wait(int timeoutMs)
        {
            lock (_gate)
            {
                return _isDone || (Monitor.Wait(_gate, timeoutMs) && _isDone);
            }
        }

        /// <summary>True if the answer is still expected on another connection after this one broke.</summary>
        internal bool OutlivesConnection { get; set; }

        /// <summary>Takes what answers the request.</summary>
        internal abstract void Read(MessageType type, in HeaderMap map);

        /// <summary>There will be no answer.</summary>
        internal void Fail(MienException error)
        {
            lock (_gate)
            {
                if (_isDone)
                {
                    return;
                }
                Error = error;
                Finish();
            }
            OnFailed(error);
        }

        private protected virtual void OnFailed(MienException error)
        {
        }

        private protected void Finish()
        {
            lock (_gate)
            {
                _isDone = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
