#nullable enable
using System;
using UnityEngine;

namespace Mien
{
    /// <summary>A place on a character's face, by the name that a face texture's mesh has for it.</summary>
    [Serializable]
    public struct FaceLandmark
    {
        [SerializeField]
        [Tooltip("As noseTip, chin, eyeOuterLeft; left is the character's own.")]
        private string _name;

        [SerializeField]
        [Tooltip("In the mesh's own units and axes: at rest, mouth shut.")]
        private Vector3 _position;

        /// <summary>A place.</summary>
        public FaceLandmark(string name, Vector3 position)
        {
            _name = name;
            _position = position;
        }

        /// <summary>Name, such as <c>noseTip</c>; left is the character's own.</summary>
        public string Name => _name;

        /// <summary>In the mesh's own units and axes: at rest, mouth shut.</summary>
        public Vector3 Position => _position;
    }
}
