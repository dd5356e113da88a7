#nullable enable
using System;
using Mien.Core.Motion;
using UnityEngine;

namespace Mien
{
    /// <summary>Driver of a character's eyes.</summary>
    [Serializable]
    public sealed class EyeBones
    {
        [SerializeField]
        [Tooltip("Shapes: the face's eyeLook… shapes. Bones: those below.")]
        private EyeDrive _drive = EyeDrive.Shapes;

        [SerializeField]
        private Transform? _left;

        [SerializeField]
        private Transform? _right;

        [SerializeField]
        [Range(0, 2)]
        [Tooltip("How far the bones turn; 1 is as the motion has it.")]
        private float _gain = 1;

        private TurnedBone? _turnedLeft;
        private TurnedBone? _turnedRight;

        /// <summary>Driver of the eyes.</summary>
        public EyeDrive Drive
        {
            get => _drive;
            set => _drive = value;
        }

        /// <summary>The character's left eye; null where it has no bone.</summary>
        public Transform? Left
        {
            get => _left;
            set => _left = value;
        }

        /// <summary>The character's right eye; null where it has no bone.</summary>
        public Transform? Right
        {
            get => _right;
            set => _right = value;
        }

        /// <summary>Gain of the bones' rotation, 0..2; 1 is as the motion has it.</summary>
        public float Gain
        {
            get => _gain;
            set => _gain = Mathf.Clamp(value, 0, 2);
        }

        /// <summary>True if the shapes of the eyes' directions stay at rest.</summary>
        internal bool AreShapesAtRest => _drive == EyeDrive.Bones;

        /// <summary>Takes the bones of a humanoid where none are named.</summary>
        internal void FindIn(Animator? animator)
        {
            if (animator != null && animator.isHuman)
            {
                _left = _left != null ? _left : animator.GetBoneTransform(HumanBodyBones.LeftEye);
                _right = _right != null ? _right : animator.GetBoneTransform(HumanBodyBones.RightEye);
            }
        }

        /// <summary>Takes the pose that the bones have now for that of rest.</summary>
        internal void Bind(Transform root)
        {
            _turnedLeft = _left != null ? new TurnedBone(_left, root) : null;
            _turnedRight = _right != null ? new TurnedBone(_right, root) : null;
        }

        /// <summary>Turns the bones.</summary>
        internal void Apply(MotionFrame frame, float weight)
        {
            if (_drive == EyeDrive.Shapes)
            {
                return;
            }
            Quaternion gaze = WireRotation.ToUnity(frame.Gaze);
            float share = _gain * weight;
            Quaternion turn = share == 1 ? gaze : Quaternion.SlerpUnclamped(Quaternion.identity, gaze, share);
            if (_left != null)
            {
                _turnedLeft?.Turn(turn);
            }
            if (_right != null)
            {
                _turnedRight?.Turn(turn);
            }
        }

        /// <summary>Puts the bones back.</summary>
        internal void Release()
        {
            _turnedLeft?.Release();
            _turnedRight?.Release();
        }
    }
}
