#nullable enable
using System.Collections.Generic;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>One session as it is.</summary>
    public sealed class SessionSnapshot
    {
        internal SessionSnapshot(in HeaderMap map)
        {
            Session = map.Session();
            Epoch = (uint)map.Integer("epoch", 0, uint.MaxValue);
            NextSeq = Numbered(map.Map("next_seq"));
            Motion = map.TryMap("motion", out HeaderMap motion) ? new MotionStreamHeader(motion) : null;
            Face = map.TryMap("face", out HeaderMap face) ? new FaceStreamHeader(face) : null;
            Audio = map.TryMap("audio", out HeaderMap audio) ? new AudioStreamHeader(audio) : null;
        }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>The current epoch.</summary>
        public uint Epoch { get; }

        /// <summary>By topic, <c>seq</c> of the frame that will come next.</summary>
        public IReadOnlyDictionary<string, long> NextSeq { get; }

        /// <summary>Header of its motion, or null.</summary>
        public MotionStreamHeader? Motion { get; }

        /// <summary>Header of its pictures, or null.</summary>
        public FaceStreamHeader? Face { get; }

        /// <summary>Header of its echoed audio, or null.</summary>
        public AudioStreamHeader? Audio { get; }

        private static Dictionary<string, long> Numbered(in HeaderMap map)
        {
            var numbered = new Dictionary<string, long>();
            MessagePackReader pairs = map.Pairs();
            for (int pair = 0; pair < map.Count; pair++)
            {
                string topic = map.NextInteger(ref pairs, out long seq);
                numbered[topic] = seq;
            }
            return numbered;
        }
    }
}
