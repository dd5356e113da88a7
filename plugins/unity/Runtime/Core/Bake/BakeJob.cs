#nullable enable
using System;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.Messages;

namespace Mien.Core.Bake
{
    /// <summary>
    /// A bake in the background: all of a recording's motion, as fast as the daemon makes it. To be asked for its progress
    /// until it is done; disposing of it gives it up.
    /// </summary>
    public sealed class BakeJob : IDisposable
    {
        private readonly object _gate = new object();
        private readonly Worker _worker;
        private BakedMotion? _motion;
        private MienException? _error;
        private float _progress;
        private bool _isDone;

        /// <summary>Begins a bake.</summary>
        /// <param name="options">Search for the daemon.</param>
        /// <param name="wishes">Rate, seed, audio rate and controls of the performance; the rest does not matter.</param>
        /// <param name="samples">The recording: mono, at that audio rate. Not to be changed until the bake is done.</param>
        /// <exception cref="MienException">A wish is out of its range.</exception>
        public BakeJob(ClientOptions options, SessionOptions wishes, ReadOnlyMemory<short> samples)
        {
            var run = new BakeRun(options, wishes, samples, Tell);
            _worker = new Worker("Mien bake", stop => Work(run, stop));
        }

        /// <summary>Share that has arrived, 0..1.</summary>
        public float Progress
        {
            get
            {
                lock (_gate)
                {
                    return _progress;
                }
            }
        }

        /// <summary>True if it has ended, one way or the other.</summary>
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

        /// <summary>Reason why it failed; null while it has not.</summary>
        public MienException? Error
        {
            get
            {
                lock (_gate)
                {
                    return _error;
                }
            }
        }

        /// <summary>The motion.</summary>
        /// <exception cref="MienException">It failed, or is not done yet.</exception>
        public BakedMotion Motion
        {
            get
            {
                lock (_gate)
                {
                    return _motion ?? throw _error ?? new MienException("the bake is not done yet: ask IsDone first");
                }
            }
        }

        /// <summary>Gives it up, if it is not done.</summary>
        public void Dispose()
        {
            _worker.Dispose();
        }

        private void Tell(float progress)
        {
            lock (_gate)
            {
                _progress = progress;
            }
        }

        private void Work(BakeRun run, CancellationToken stop)
        {
            BakedMotion? motion = null;
            MienException? error = null;
            try
            {
                motion = run.Run(stop);
            }
            catch (OperationCanceledException)
            {
                error = new MienException("the bake was given up");
            }
            catch (MienException failure)
            {
                error = failure;
            }
            catch (Exception defect)
            {
                error = new MienException("unexpected: " + defect, defect);
            }
            lock (_gate)
            {
                _motion = motion;
                _error = error;
                _isDone = true;
            }
        }
    }
}
