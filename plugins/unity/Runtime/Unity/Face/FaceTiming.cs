#nullable enable

namespace Mien
{
    /// <summary>Moment in a frame of the engine at which a face is moved.</summary>
    public enum FaceTiming
    {
        /// <summary>After animation, so that what that says of the face is overruled.</summary>
        LateUpdate,

        /// <summary>Before animation.</summary>
        Update,

        /// <summary>With physics.</summary>
        FixedUpdate,

        /// <summary>As soon as a script calls <see cref="MienFace.Apply()"/>.</summary>
        ByScript,
    }
}
