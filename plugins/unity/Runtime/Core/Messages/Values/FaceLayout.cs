#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Content of the pictures.</summary>
    public enum FaceLayout
    {
        /// <summary>The photo's frame.</summary>
        Portrait,

        /// <summary>The person, with alpha.</summary>
        Cutout,

        /// <summary>The face unwrapped into the face mesh's UV, with alpha.</summary>
        Texture,
    }
}
