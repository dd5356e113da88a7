#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>State of one session.</summary>
    public sealed class SessionSnapshot
    {
        internal SessionSnapshot(in HeaderMap map)
        {
            Session = map.Session();
            Epoch = (uint)map.Integer("epoch", 0, uint.MaxValue);
            NextSeq = map.Integers("next_seq");
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
    }
}
