#nullable enable
namespace Mien.Core.Messages
{
    /// <summary>How a picture travels.</summary>
    public enum PictureFormat
    {
        /// <summary>Rows of RGBA, 8 bits each, the top one first.</summary>
        Rgba8,

        /// <summary>A JPEG and, beside it, its alpha.</summary>
        Jpeg,
    }
}
