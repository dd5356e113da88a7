#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="BakeOpen"/> and <see cref="BakeResume"/>.</summary>
    public sealed class BakeOpened
    {
        internal BakeOpened(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Session = map.Session();
            Layout = new MotionLayout(map);
            AudioCredit = map.Integer("audio_credit");
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The bake.</summary>
        public SessionName Session { get; }

        /// <summary>Layout of its frames.</summary>
        public MotionLayout Layout { get; }

        /// <summary>Samples that may be pushed in all, until <see cref="AudioProgress"/> says more.</summary>
        public long AudioCredit { get; }
    }
}
