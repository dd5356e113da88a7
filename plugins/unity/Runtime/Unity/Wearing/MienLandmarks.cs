#nullable enable
using System.Collections.Generic;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// Where the landmarks of a face lie on a character: by them a face texture, or a mask, is bent onto it. The more the
    /// better; at least eyes, nose, mouth and chin.
    /// </summary>
    [CreateAssetMenu(menuName = "Mien/Landmarks", fileName = "Landmarks")]
    public sealed class MienLandmarks : ScriptableObject
    {
        /// <summary>The landmarks that the layout <c>mien-face-1</c> names.</summary>
        public static readonly IReadOnlyList<string> Names = new[]
        {
            "forehead", "noseRoot", "noseTip", "noseBase", "noseWingLeft", "noseWingRight",
            "browInnerLeft", "browInnerRight", "browOuterLeft", "browOuterRight",
            "eyeInnerLeft", "eyeInnerRight", "eyeOuterLeft", "eyeOuterRight",
            "eyeUpperLeft", "eyeUpperRight", "eyeLowerLeft", "eyeLowerRight",
            "cheekLeft", "cheekRight", "mouthLeft", "mouthRight",
            "lipUpper", "lipUpperInner", "lipLowerInner", "lipLower",
            "chin", "jawLeft", "jawRight", "earLeft", "earRight",
        };

        [SerializeField]
        private List<FaceLandmark> _places = new List<FaceLandmark>();

        /// <summary>The places.</summary>
        public List<FaceLandmark> Places => _places;

        /// <summary>Puts a landmark at a place, wherever it was.</summary>
        public void Set(string name, Vector3 position)
        {
            _places.RemoveAll(place => place.Name == name);
            _places.Add(new FaceLandmark(name, position));
        }
    }
}
