#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core;
using Mien.Core.Client;

namespace Mien
{
    /// <summary>Requests whose failure, if they fail, is to be told.</summary>
    internal sealed class Unanswered
    {
        private readonly List<Awaited> _requests = new List<Awaited>();

        /// <summary>Waits for one.</summary>
        internal void Add(Awaited request)
        {
            _requests.Add(request);
        }

        /// <summary>Forgets those that are answered.</summary>
        /// <param name="fail">Is told of those that failed, but for those that were given up on purpose.</param>
        internal void Check(Action<string> fail)
        {
            for (int at = _requests.Count - 1; at >= 0; at--)
            {
                Awaited request = _requests[at];
                if (request.IsDone)
                {
                    _requests.RemoveAt(at);
                    if (request.Error is MienException error && !IsWanted(error))
                    {
                        fail(error.Message);
                    }
                }
            }
        }

        /// <summary>True if a request was given up on purpose.</summary>
        internal static bool IsWanted(MienException error)
        {
            return error is ProtocolException wire && wire.Code == ErrorCodes.Abandoned;
        }
    }
}
