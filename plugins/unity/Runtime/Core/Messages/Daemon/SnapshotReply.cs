#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Snapshot"/>.</summary>
    public sealed class SnapshotReply
    {
        internal SnapshotReply(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Sessions = map.Maps("sessions", (in HeaderMap element) => new SessionSnapshot(element));
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The session asked for, or all.</summary>
        public IReadOnlyList<SessionSnapshot> Sessions { get; }
    }
}
