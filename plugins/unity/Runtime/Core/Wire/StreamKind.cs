#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Wire
{
    /// <summary>Kinds of streams.</summary>
    public enum StreamKind
    {
        /// <summary>Expression, head and gaze.</summary>
        Motion,

        /// <summary>Pictures of the face.</summary>
        Face,

        /// <summary>The session's audio, echoed with its times.</summary>
        Audio,
    }
}
