#nullable enable
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// A bone that is turned on top of its pose, whatever axes it has, and whether or not animation moves it.
    /// </summary>
    /// <remarks>
    /// With B the bone's rotation at rest, seen from the character's root, a turn R of the face is in the bone's own axes
    /// <c>B^-1 R B</c>. As that is applied on the bone's side, it goes along where animation turns the neck or the body.
    /// </remarks>
    internal sealed class TurnedBone
    {
        private readonly Transform _bone;
        private readonly Quaternion _fromRoot;
        private readonly Quaternion _toRoot;
        private Quaternion _base;
        private Quaternion _applied;
        private Vector3 _basePosition;
        private Vector3 _appliedPosition;

        /// <summary>A bone as it is now: at rest.</summary>
        internal TurnedBone(Transform bone, Transform root)
        {
            _bone = bone;
            _toRoot = Quaternion.Inverse(root.rotation) * bone.rotation;
            _fromRoot = Quaternion.Inverse(_toRoot);
            _base = bone.localRotation;
            _applied = _base;
            _basePosition = bone.localPosition;
            _appliedPosition = _basePosition;
        }

        /// <summary>Turns the bone, seen from the root.</summary>
        internal void Turn(Quaternion turn)
        {
            // If it is not where it was left, animation has moved it, and that is what to turn on top of.
            Quaternion now = _bone.localRotation;
            if (!now.Equals(_applied))
            {
                _base = now;
            }
            _bone.localRotation = _base * (_fromRoot * turn * _toRoot);
            _applied = _bone.localRotation;
        }

        /// <summary>Moves the bone, seen from the root, in its parent's units.</summary>
        internal void Move(Vector3 way)
        {
            Vector3 now = _bone.localPosition;
            if (!now.Equals(_appliedPosition))
            {
                _basePosition = now;
            }
            // What is rotated by the base is in the parent's axes.
            _bone.localPosition = _basePosition + (_base * (_fromRoot * way));
            _appliedPosition = _bone.localPosition;
        }

        /// <summary>Puts the bone back.</summary>
        internal void Release()
        {
            if (_bone == null)
            {
                return;
            }
            if (_bone.localRotation.Equals(_applied))
            {
                _bone.localRotation = _base;
            }
            if (_bone.localPosition.Equals(_appliedPosition))
            {
                _bone.localPosition = _basePosition;
            }
        }
    }
}
