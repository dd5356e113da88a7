#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Ping"/>.</summary>
    public readonly struct Pong
    {
        internal Pong(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            ClientNs = map.Integer("client_ns", long.MinValue);
            ReceivedNs = map.Integer("received_ns", long.MinValue);
            SentNs = map.Integer("sent_ns", long.MinValue);
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>As it was in the <see cref="Ping"/>.</summary>
        public long ClientNs { get; }

        /// <summary>Daemon time at which the <see cref="Ping"/> came.</summary>
        public long ReceivedNs { get; }

        /// <summary>Daemon time at which this was sent.</summary>
        public long SentNs { get; }
    }
}
