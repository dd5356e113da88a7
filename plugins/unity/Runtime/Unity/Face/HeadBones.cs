#nullable enable
using System;
using Mien.Core.Motion;
using UnityEngine;

namespace Mien
{
    /// <summary>The bones that turn a head, and how they share the turn.</summary>
    [Serializable]
    public sealed class HeadBones
    {
        [SerializeField]
        [Tooltip("Turns with the head. None: nothing does.")]
        private Transform? _head;

        [SerializeField]
        [Tooltip("Takes a part of the turn. None: the head takes all of it.")]
        private Transform? _neck;

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("Which part the neck takes.")]
        private float _neckShare = 0.4f;

        [SerializeField]
        [Range(0, 2)]
        [Tooltip("How far it turns; 1 is as the motion has it.")]
        private float _turnGain = 1;

        [SerializeField]
        [Range(0, 2)]
        [Tooltip("How far it moves; 1 is as the motion has it, in metres. 0: it stays in its place, as most rigs expect.")]
        private float _moveGain;

        private TurnedBone? _turnedHead;
        private TurnedBone? _turnedNeck;

        /// <summary>Turns with the head; null where nothing does.</summary>
        public Transform? Head
        {
            get => _head;
            set => _head = value;
        }

        /// <summary>Takes a part of the turn; null where the head takes all of it.</summary>
        public Transform? Neck
        {
            get => _neck;
            set => _neck = value;
        }

        /// <summary>Share that the neck takes, 0..1.</summary>
        public float NeckShare
        {
            get => _neckShare;
            set => _neckShare = Mathf.Clamp01(value);
        }

        /// <summary>Gain of the head's rotation, 0..2; 1 is as the motion has it.</summary>
        public float TurnGain
        {
            get => _turnGain;
            set => _turnGain = Mathf.Clamp(value, 0, 2);
        }

        /// <summary>Gain of the head's translation, 0..2; 1 is as the motion has it.</summary>
        public float MoveGain
        {
            get => _moveGain;
            set => _moveGain = Mathf.Clamp(value, 0, 2);
        }

        /// <summary>Takes the bones of a humanoid where none are named.</summary>
        internal void FindIn(Animator? animator)
        {
            if (animator != null && animator.isHuman)
            {
                _head = _head != null ? _head : animator.GetBoneTransform(HumanBodyBones.Head);
                _neck = _neck != null ? _neck : animator.GetBoneTransform(HumanBodyBones.Neck);
            }
        }

        /// <summary>Takes the pose that the bones have now for that of rest.</summary>
        internal void Bind(Transform root)
        {
            _turnedHead = _head != null ? new TurnedBone(_head, root) : null;
            _turnedNeck = _neck != null ? new TurnedBone(_neck, root) : null;
        }

        /// <summary>Turns the bones.</summary>
        internal void Apply(MotionFrame frame, float weight)
        {
            if (_turnedHead is null || _head == null)
            {
                return;
            }
            Quaternion turn = Share(WireRotation.ToUnity(frame.Head), _turnGain * weight);
            if (_turnedNeck != null && _neck != null)
            {
                Quaternion lower = Share(turn, _neckShare);
                _turnedNeck.Turn(lower);
                turn = Quaternion.Inverse(lower) * turn;
            }
            _turnedHead.Turn(turn);
            if (_moveGain > 0)
            {
                float unit = _head.parent != null ? _head.parent.lossyScale.x : 1;
                _turnedHead.Move(WireRotation.ToUnity(frame.HeadTranslation) * (_moveGain * weight / unit));
            }
        }

        /// <summary>Puts the bones back.</summary>
        internal void Release()
        {
            _turnedHead?.Release();
            _turnedNeck?.Release();
        }

        private static Quaternion Share(Quaternion turn, float share)
        {
            return share == 1 ? turn : Quaternion.SlerpUnclamped(Quaternion.identity, turn, share);
        }
    }
}
