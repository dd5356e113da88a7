#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Hello"/>.</summary>
    public sealed partial class Welcome
    {
        internal Welcome(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Version = map.Version("protocol");
            Server = map.Text("server");
            ServerId = map.Hexadecimal("server_id", 16);
            Features = map.Texts("features", int.MaxValue);
            Limits = ReadLimits(map);
            DaemonNs = map.Integer("daemon_ns", long.MinValue);
            Motion = map.Text("motion");
            Face = map.Text("face");
            Bake = map.Text("bake");
            HeartbeatS = map.Number("heartbeat_s", 0.1, 60);
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>Version spoken from here on: the same major, the smaller minor version.</summary>
        public ProtocolVersion Version { get; }

        /// <summary>Name and version of the daemon.</summary>
        public string Server { get; }

        /// <summary>16 hexadecimal digits, new at every start of the daemon.</summary>
        public string ServerId { get; }

        /// <summary>Abilities of this daemon beyond the minimum; unknown ones may be ignored.</summary>
        public IReadOnlyList<string> Features { get; }

        /// <summary>Limits of what the daemon takes.</summary>
        public Limits Limits { get; }

        /// <summary>Daemon time.</summary>
        public long DaemonNs { get; }

        /// <summary>Endpoint of the motion socket.</summary>
        public string Motion { get; }

        /// <summary>Endpoint of the face socket.</summary>
        public string Face { get; }

        /// <summary>Endpoint of the bake socket.</summary>
        public string Bake { get; }

        /// <summary>Seconds within which each side gives a sign of life, 0.1..60.</summary>
        public double HeartbeatS { get; }
    }
}
