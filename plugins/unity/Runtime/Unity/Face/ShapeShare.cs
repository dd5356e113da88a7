#nullable enable
using System;
using UnityEngine;

namespace Mien
{
    /// <summary>One coefficient's share in a shape.</summary>
    [Serializable]
    public struct ShapeShare
    {
        [SerializeField]
        [Tooltip("One of the 52, as jawOpen.")]
        private string _coefficient;

        [SerializeField]
        [Tooltip("How much of it; may be negative.")]
        private float _weight;

        /// <summary>A share.</summary>
        public ShapeShare(string coefficient, float weight)
        {
            _coefficient = coefficient;
            _weight = weight;
        }

        /// <summary>One of the 52, as <c>jawOpen</c>.</summary>
        public string Coefficient => _coefficient;

        /// <summary>Its weight; may be negative.</summary>
        public float Weight => _weight;
    }
}
