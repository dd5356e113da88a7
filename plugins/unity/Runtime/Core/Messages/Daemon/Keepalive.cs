#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Sign of life of an idle stream.</summary>
    public readonly struct Keepalive
    {
        internal Keepalive(in HeaderMap map)
        {
            Session = map.Session();
            Epoch = (uint)map.Integer("epoch", 0, uint.MaxValue);
            NextSeq = map.Integer("next_seq");
            DaemonNs = map.Integer("daemon_ns", long.MinValue);
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>The current epoch.</summary>
        public uint Epoch { get; }

        /// <summary><c>seq</c> of the frame that will come next.</summary>
        public long NextSeq { get; }

        /// <summary>Daemon time at sending.</summary>
        public long DaemonNs { get; }
    }
}
