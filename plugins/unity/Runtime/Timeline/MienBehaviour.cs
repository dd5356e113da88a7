#nullable enable
using System;
using UnityEngine.Playables;

namespace Mien.Timeline
{
    /// <summary>A take that plays; its mixer asks it.</summary>
    [Serializable]
    public sealed class MienBehaviour : PlayableBehaviour
    {
        /// <summary>Sound to play.</summary>
        internal MienTake? Take { get; set; }
    }
}
