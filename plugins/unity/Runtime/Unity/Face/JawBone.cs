#nullable enable
using System;
using Mien.Core.Motion;
using Mien.Core.Rig;
using UnityEngine;

namespace Mien
{
    /// <summary>The bone that opens a mouth, where no shape does.</summary>
    [Serializable]
    public sealed class JawBone
    {
        private static readonly int JawOpen = Expression.IndexOf("jawOpen");

        [SerializeField]
        [Tooltip("Opens the mouth, in place of the shape jawOpen. None: the shape does.")]
        private Transform? _jaw;

        [SerializeField]
        [Range(0, 45)]
        [Tooltip("How far the mouth is open when jawOpen is 1, degrees.")]
        private float _openDeg = 25;

        private TurnedBone? _turned;

        /// <summary>Opens the mouth, in place of the shape jawOpen; null where the shape does.</summary>
        public Transform? Jaw
        {
            get => _jaw;
            set => _jaw = value;
        }

        /// <summary>Opening of the mouth when jawOpen is 1, degrees, 0..45.</summary>
        public float OpenDeg
        {
            get => _openDeg;
            set => _openDeg = Mathf.Clamp(value, 0, 45);
        }

        /// <summary>True if the shape stays at rest.</summary>
        internal bool IsShapeAtRest => _jaw != null;

        /// <summary>Takes the pose that the bone has now for that of rest.</summary>
        internal void Bind(Transform root)
        {
            _turned = _jaw != null ? new TurnedBone(_jaw, root) : null;
        }

        /// <summary>Turns the bone.</summary>
        internal void Apply(MotionFrame frame, float weight)
        {
            if (_jaw != null)
            {
                // Seen from the root a turn about +X is a nod: the chin goes down.
                _turned?.Turn(Quaternion.AngleAxis(frame.Coefficients[JawOpen] * _openDeg * weight, Vector3.right));
            }
        }

        /// <summary>Puts the bone back.</summary>
        internal void Release()
        {
            _turned?.Release();
        }
    }
}
