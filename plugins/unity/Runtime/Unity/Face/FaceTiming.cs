#nullable enable

namespace Mien
{
    /// <summary>When in a frame of the engine a face is moved.</summary>
    public enum FaceTiming
    {
        /// <summary>After animation, so that what that says of the face is overruled.</summary>
        LateUpdate,

        /// <summary>Before animation.</summary>
        Update,

        /// <summary>With physics.</summary>
        FixedUpdate,

        /// <summary>When a script calls <see cref="MienFace.Apply()"/>.</summary>
        ByScript,
    }
}
