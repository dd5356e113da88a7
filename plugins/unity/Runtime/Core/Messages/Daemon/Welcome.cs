#nullable enable
using System.Collections.Generic;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="Hello"/>.</summary>
    public sealed class Welcome
    {
        internal Welcome(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Version = map.Version("protocol");
            Server = map.Text("server");
            ServerId = map.Hexadecimal("server_id", 16);
            Features = map.Texts("features", int.MaxValue);
            Limits = ReadLimits(map.Map("limits"));
            DaemonNs = map.Integer("daemon_ns", long.MinValue);
            Motion = map.Text("motion");
            Face = map.Text("face");
            Bake = map.Text("bake");
            HeartbeatS = map.Number("heartbeat_s", 0.1, 60);
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>What is spoken from here on: the same major, the smaller minor version.</summary>
        public ProtocolVersion Version { get; }

        /// <summary>Name and version of the daemon.</summary>
        public string Server { get; }

        /// <summary>16 hexadecimal digits, new at every start of the daemon.</summary>
        public string ServerId { get; }

        /// <summary>What this daemon can do beyond the minimum; unknown ones may be passed over.</summary>
        public IReadOnlyList<string> Features { get; }

        /// <summary>What the daemon takes.</summary>
        public Limits Limits { get; }

        /// <summary>Daemon time, nanoseconds.</summary>
        public long DaemonNs { get; }

        /// <summary>Endpoint of the motion socket.</summary>
        public string Motion { get; }

        /// <summary>Endpoint of the face socket.</summary>
        public string Face { get; }

        /// <summary>Endpoint of the bake socket.</summary>
        public string Bake { get; }

        /// <summary>Seconds within which each side gives a sign of life, 0.1..60.</summary>
        public double HeartbeatS { get; }

        /// <summary>Whether the daemon can do something beyond the minimum, as <c>say</c>, <c>face</c> or <c>bake</c>.</summary>
        public bool Offers(string feature)
        {
            foreach (string offered in Features)
            {
                if (offered == feature)
                {
                    return true;
                }
            }
            return false;
        }

        private static Limits ReadLimits(in HeaderMap map)
        {
            long? audioSamples = null;
            long? textChars = null;
            MessagePackReader pairs = map.Pairs();
            for (int pair = 0; pair < map.Count; pair++)
            {
                string name = map.NextInteger(ref pairs, out long limit);
                audioSamples = name == "audio_samples" ? limit : audioSamples;
                textChars = name == "text_chars" ? limit : textChars;
            }
            return Limits.OfDaemon(audioSamples, textChars);
        }
    }
}
