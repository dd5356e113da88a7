#nullable enable
using System.Collections.Generic;
using System.Threading.Tasks;
using Mien.Core;
using Mien.Core.Client;

namespace Mien
{
    /// <summary>Speech that was not yet heard to its end, in order; for the main thread.</summary>
    internal sealed class Utterances
    {
        private readonly List<Utterance> _waiting = new List<Utterance>();

        /// <summary>Number of them.</summary>
        internal int Count => _waiting.Count;

        /// <summary>Takes an utterance that was requested.</summary>
        internal void Add(Awaited request)
        {
            _waiting.Add(new Utterance(request, null));
        }

        /// <summary>Takes an utterance that somebody waits for: whether it is heard to its end.</summary>
        internal Task<bool> AddAwaited(Awaited request)
        {
            var ending = new TaskCompletionSource<bool>();
            _waiting.Add(new Utterance(request, ending));
            return ending.Task;
        }

        /// <summary>The first of them was heard to its end.</summary>
        internal void Finish()
        {
            if (_waiting.Count > 0)
            {
                TaskCompletionSource<bool>? ending = _waiting[0].Ending;
                _waiting.RemoveAt(0);
                ending?.TrySetResult(true);
            }
        }

        /// <summary>None of them is heard any more.</summary>
        internal void BreakOff()
        {
            // Whoever is told may ask for more.
            Utterance[] broken = _waiting.ToArray();
            _waiting.Clear();
            foreach (Utterance each in broken)
            {
                each.Ending?.TrySetResult(false);
            }
        }

        /// <summary>Forgets those that were refused, or given up on purpose.</summary>
        internal void Check()
        {
            // Whoever is told may ask for more, or break off all.
            for (int at = _waiting.Count - 1; at >= 0; at = System.Math.Min(at, _waiting.Count) - 1)
            {
                Utterance each = _waiting[at];
                if (each.Request.IsDone && each.Request.Error is MienException error)
                {
                    _waiting.RemoveAt(at);
                    _ = Unanswered.IsWanted(error)
                        ? each.Ending?.TrySetResult(false)
                        : each.Ending?.TrySetException(error);
                }
            }
        }

        private readonly struct Utterance
        {
            internal readonly Awaited Request;
            internal readonly TaskCompletionSource<bool>? Ending;

            internal Utterance(Awaited request, TaskCompletionSource<bool>? ending)
            {
                Request = request;
                Ending = ending;
            }
        }
    }
}
