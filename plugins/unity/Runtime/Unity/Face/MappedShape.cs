#nullable enable
using System;
using System.Collections.Generic;
using UnityEngine;

namespace Mien
{
    /// <summary>A shape of a character, what moves it, and how far.</summary>
    [Serializable]
    public sealed class MappedShape
    {
        [SerializeField]
        [Tooltip("Its name on the mesh; in any spelling.")]
        private string _shape = "";

        [SerializeField]
        [Tooltip("What moves it: the sum of these, within 0..1.")]
        private List<ShapeShare> _shares = new List<ShapeShare>();

        [SerializeField]
        [Tooltip("The sum times this, …")]
        private float _gain = 1;

        [SerializeField]
        [Tooltip("… and this added, 1 being the whole shape, …")]
        private float _offset;

        [SerializeField]
        [Tooltip("… but not less than this, …")]
        private float _least;

        [SerializeField]
        [Tooltip("… nor more than this.")]
        private float _most = 1;

        /// <summary>A shape that nothing moves yet; for the serializer.</summary>
        public MappedShape()
        {
        }

        /// <summary>A shape that one coefficient moves, or several.</summary>
        public MappedShape(string shape, params ShapeShare[] shares)
        {
            _shape = shape;
            _shares.AddRange(shares);
        }

        /// <summary>Its name on the mesh; in any spelling.</summary>
        public string Shape
        {
            get => _shape;
            set => _shape = value;
        }

        /// <summary>Mapping that moves it.</summary>
        public List<ShapeShare> Shares => _shares;

        /// <summary>By what the sum of the shares is multiplied.</summary>
        public float Gain
        {
            get => _gain;
            set => _gain = value;
        }

        /// <summary>Weight added then; 1 is the whole shape.</summary>
        public float Offset
        {
            get => _offset;
            set => _offset = value;
        }

        /// <summary>Smallest result.</summary>
        public float Least
        {
            get => _least;
            set => _least = value;
        }

        /// <summary>Largest result.</summary>
        public float Most
        {
            get => _most;
            set => _most = value;
        }
    }
}
