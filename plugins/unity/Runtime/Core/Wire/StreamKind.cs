#nullable enable

namespace Mien.Core.Wire
{
    /// <summary>What a stream carries.</summary>
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
