#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Client
{
    /// <summary>The requests under way, by their numbers.</summary>
    internal sealed class RequestBook
    {
        private readonly object _gate = new object();
        private readonly Dictionary<long, Awaited> _byId = new Dictionary<long, Awaited>();
        private readonly List<long> _over = new List<long>();

        /// <summary>Number of them.</summary>
        internal int Count
        {
            get
            {
                lock (_gate)
                {
                    return _byId.Count;
                }
            }
        }

        /// <summary>Enters a request, before it is sent.</summary>
        internal void Add(long id, Awaited request)
        {
            lock (_gate)
            {
                Forget();
                _byId[id] = request;
            }
        }

        /// <summary>Takes out the request that a number is of; null where there is none.</summary>
        internal Awaited? Take(long id)
        {
            lock (_gate)
            {
                return _byId.Remove(id, out Awaited? request) ? request : null;
            }
        }

        /// <summary>None of them will be answered, but for those that outlive the connection.</summary>
        internal void FailBroken(MienException error)
        {
            Fail(error, isOver: false);
        }

        /// <summary>None of them will be answered.</summary>
        internal void FailAll(MienException error)
        {
            Fail(error, isOver: true);
        }

        private void Fail(MienException error, bool isOver)
        {
            var failed = new List<Awaited>();
            lock (_gate)
            {
                foreach (KeyValuePair<long, Awaited> request in new List<KeyValuePair<long, Awaited>>(_byId))
                {
                    if (isOver || !request.Value.OutlivesConnection || request.Value.IsDone)
                    {
                        _byId.Remove(request.Key);
                        failed.Add(request.Value);
                    }
                }
            }
            // Outside the gate: who fails may ask again.
            failed.ForEach(request => request.Fail(error));
        }

        /// <summary>Forgets those that were given up, as with their session, and that nobody will answer.</summary>
        private void Forget()
        {
            foreach (KeyValuePair<long, Awaited> request in _byId)
            {
                if (request.Value.IsDone)
                {
                    _over.Add(request.Key);
                }
            }
            _over.ForEach(id => _byId.Remove(id));
            _over.Clear();
        }
    }
}
