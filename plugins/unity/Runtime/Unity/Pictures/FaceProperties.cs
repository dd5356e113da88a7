#nullable enable
using UnityEngine;

namespace Mien
{
    /// <summary>Property names of this package's shaders, and of the engine's.</summary>
    internal static class FaceProperties
    {
        /// <summary>Main texture of the built-in pipeline's shaders, and of ours.</summary>
        internal static readonly int MainTexture = Shader.PropertyToID("_MainTex");

        /// <summary>Main texture of the universal pipeline's shaders.</summary>
        internal static readonly int BaseMap = Shader.PropertyToID("_BaseMap");

        /// <summary>Alpha that has a texture of its own, in red.</summary>
        internal static readonly int AlphaTexture = Shader.PropertyToID("_MienAlpha");

        /// <summary>1 where there is such a texture.</summary>
        internal static readonly int HasAlphaTexture = Shader.PropertyToID("_MienHasAlpha");

        /// <summary>The face that a head wears.</summary>
        internal static readonly int FaceTexture = Shader.PropertyToID("_MienFace");

        /// <summary>Weight of it, 0..1.</summary>
        internal static readonly int FaceWeight = Shader.PropertyToID("_MienFaceWeight");
    }
}
