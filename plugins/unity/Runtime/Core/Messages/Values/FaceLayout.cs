#nullable enable
namespace Mien.Core.Messages
{
    /// <summary>What a picture of the face shows.</summary>
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
