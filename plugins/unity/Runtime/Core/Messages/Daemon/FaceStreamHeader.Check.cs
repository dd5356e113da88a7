#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    public sealed partial class FaceStreamHeader
    {
        /// <summary>Checks that a texture, and nothing else, has a mesh.</summary>
        partial void CheckFields(in HeaderMap map)
        {
            if (Layout == FaceLayout.Texture != (Mesh != null))
            {
                throw map.Wrong("mesh", "one for face_layout texture, none for another", Mesh is null ? "none" : "one");
            }
        }
    }
}
