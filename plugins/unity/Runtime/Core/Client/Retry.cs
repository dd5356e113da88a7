#nullable enable
using System;
using System.IO;
using System.Threading;

namespace Mien.Core.Client
{
    /// <summary>
    /// When to try a connection again: after a while, which grows, or as soon as a daemon writes the connection file.
    /// </summary>
    internal sealed class Retry
    {
        private const int LookEveryMs = 250;

        private readonly string _connectionFile;
        private readonly Backoff _backoff;
        private DateTime _written;

        internal Retry(ClientOptions options)
        {
            _connectionFile = options.ConnectionFile;
            _backoff = new Backoff(options.FirstRetryMs, options.LongestRetryMs);
        }

        /// <summary>An attempt begins.</summary>
        internal void Begin()
        {
            _written = Written();
        }

        /// <summary>The attempt was a success.</summary>
        internal void Succeed()
        {
            _backoff.Reset();
        }

        /// <summary>Waits until the next attempt, or until it is told to stop.</summary>
        internal void Wait(CancellationToken stop)
        {
            for (int leftMs = _backoff.Next(); leftMs > 0; leftMs -= LookEveryMs)
            {
                if (Written() != _written)
                {
                    _backoff.Reset();
                    return;
                }
                if (stop.WaitHandle.WaitOne(Math.Min(leftMs, LookEveryMs)))
                {
                    return;
                }
            }
        }

        /// <summary>Time at which the connection file was written; the same for all that are not there.</summary>
        private DateTime Written()
        {
            try
            {
                return File.GetLastWriteTimeUtc(_connectionFile);
            }
            catch (Exception error) when (error is IOException || error is UnauthorizedAccessException || error is ArgumentException)
            {
                return default;
            }
        }
    }
}
