#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Encoding of the pictures.</summary>
    public enum PictureFormat
    {
        /// <summary>Rows of RGBA, 8 bits each, the top one first.</summary>
        Rgba8,

        /// <summary>A JPEG and, beside it, its alpha.</summary>
        Jpeg,
    }
}
