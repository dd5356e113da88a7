#nullable enable
using System;

namespace Mien.Core.Client
{
    /// <summary>A request of a session that has no place among its audio.</summary>
    internal sealed class SessionRequest
    {
        /// <summary>A request.</summary>
        /// <param name="answer">Of the request.</param>
        /// <param name="send">Sends it.</param>
        /// <param name="isRepeated">Whether it is sent again where a broken connection may have lost it.</param>
        internal SessionRequest(Awaited answer, Action send, bool isRepeated)
        {
            Answer = answer;
            Send = send;
            IsRepeated = isRepeated;
            answer.OutlivesConnection = isRepeated;
        }

        internal Awaited Answer { get; }

        internal Action Send { get; }

        internal bool IsRepeated { get; }
    }
}
