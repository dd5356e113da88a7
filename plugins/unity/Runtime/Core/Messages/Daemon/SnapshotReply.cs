#nullable enable
using System.Collections.Generic;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Snapshot"/>.</summary>
    public sealed class SnapshotReply
    {
        internal SnapshotReply(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            var sessions = new List<SessionSnapshot>();
            MessagePackReader element = map.Array("sessions", out int count);
            for (int at = 0; at < count; at++)
            {
                sessions.Add(new SessionSnapshot(new HeaderMap(element.Rest, "snapshot_reply.sessions")));
                element.Skip();
            }
            Sessions = sessions;
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The session asked for, or all.</summary>
        public IReadOnlyList<SessionSnapshot> Sessions { get; }
    }
}
