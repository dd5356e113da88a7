#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Liveliness and bearing of a character; since 1.1.</summary>
    public enum Manner
    {
        /// <summary>At ease.</summary>
        Natural,

        /// <summary>Expressive: larger movements of the head and brows.</summary>
        Lively,

        /// <summary>Reserved: smaller movements.</summary>
        Calm,

        /// <summary>Chin up, eyes on the viewer, stresses with head and brows.</summary>
        Presenter,

        /// <summary>Chin down, eyes often averted.</summary>
        Shy,
    }
}
