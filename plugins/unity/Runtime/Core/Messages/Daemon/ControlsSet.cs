#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Answers <see cref="SetControls"/>.</summary>
    public readonly struct ControlsSet
    {
        internal ControlsSet(in HeaderMap map)
        {
            Re = map.Integer("re", 1, uint.MaxValue);
            Session = map.Session();
            Controls = Controls.Read(map.Map("controls"));
        }

        /// <summary>The <c>id</c> of the request.</summary>
        public long Re { get; }

        /// <summary>The session.</summary>
        public SessionName Session { get; }

        /// <summary>All controls that now hold.</summary>
        public Controls Controls { get; }
    }
}
