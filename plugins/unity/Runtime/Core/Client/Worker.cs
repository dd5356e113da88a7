#nullable enable
using System;
using System.Threading;

namespace Mien.Core.Client
{
    /// <summary>A thread in the background that ends when it is told to.</summary>
    internal sealed class Worker : IDisposable
    {
        private const int PatienceMs = 5_000;

        private readonly CancellationTokenSource _stop = new CancellationTokenSource();
        private readonly Thread _thread;
        private bool _isDisposed;

        /// <summary>Starts it.</summary>
        /// <param name="name">For debuggers.</param>
        /// <param name="run">What it does until the token says to stop; must not throw.</param>
        internal Worker(string name, Action<CancellationToken> run)
        {
            _thread = new Thread(() => run(_stop.Token)) { Name = name, IsBackground = true };
            _thread.Start();
        }

        /// <summary>Tells it to stop; does not wait.</summary>
        internal void Stop()
        {
            if (!_isDisposed)
            {
                _stop.Cancel();
            }
        }

        /// <summary>Tells it to stop, and waits until it has.</summary>
        public void Dispose()
        {
            Stop();
            // From the thread itself there is nothing to wait for.
            if (Thread.CurrentThread != _thread && _thread.Join(PatienceMs))
            {
                _isDisposed = true;
                _stop.Dispose();
            }
        }
    }
}
