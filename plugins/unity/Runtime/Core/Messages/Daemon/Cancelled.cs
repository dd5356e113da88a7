#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Cancel"/>.</summary>
    public readonly struct Cancelled
    {
        internal Cancelled(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Session = map.Session();
            Epoch = (uint)map.Integer("epoch", 0, uint.MaxValue);
            TimeNs = map.Integer("time_ns", long.MinValue);
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>The new epoch.</summary>
        public uint Epoch { get; }

        /// <summary>Media time at which the old one ended.</summary>
        public long TimeNs { get; }
    }
}
