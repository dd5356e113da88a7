#nullable enable

namespace Mien
{
    /// <summary>Driver of a character's eyes. Both at once would turn them twice as far.</summary>
    public enum EyeDrive
    {
        /// <summary>Its shapes, <c>eyeLookInLeft</c> and the like; the lids follow by them too.</summary>
        Shapes,

        /// <summary>Its bones; the shapes of the eyes' directions are left at rest.</summary>
        Bones,

        /// <summary>Its bones, and the shapes as well: where these move the lids alone.</summary>
        BonesAndLidShapes,
    }
}
