#nullable enable
using System;
using System.Collections.Generic;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>
    /// The pose of a humanoid as its avatar counts it. An animator that has such an avatar moves bones by muscles, and passes
    /// over curves of their transforms.
    /// </summary>
    internal sealed class MusclePose : IDisposable
    {
        private const int Axes = 3;

        private static readonly HumanBodyBones[] Bones =
        {
            HumanBodyBones.Neck, HumanBodyBones.Head, HumanBodyBones.LeftEye, HumanBodyBones.RightEye, HumanBodyBones.Jaw,
        };

        private readonly Animator _animator;
        private readonly HumanPoseHandler _handler;
        private HumanPose _pose;

        private MusclePose(Animator animator)
        {
            _animator = animator;
            _handler = new HumanPoseHandler(animator.avatar, animator.transform);
            Read();
        }

        /// <summary>Value of each muscle: 1 and -1 are the ends of its range.</summary>
        internal IReadOnlyList<float> Muscles => _pose.muscles;

        /// <summary>Finds the humanoid whose animator is at a transform; null where none is.</summary>
        internal static MusclePose? Of(Transform root)
        {
            Animator animator = root.GetComponent<Animator>();
            return animator != null && animator.isHuman ? new MusclePose(animator) : null;
        }

        /// <summary>Finds the muscles that move a bone; none where it is not one of the avatar's.</summary>
        internal List<int> MusclesOf(Transform bone)
        {
            var found = new List<int>();
            int known = Array.FindIndex(Bones, each => _animator.GetBoneTransform(each) == bone);
            for (int axis = 0; known >= 0 && axis < Axes; axis++)
            {
                int muscle = HumanTrait.MuscleFromBone((int)Bones[known], axis);
                if (muscle >= 0)
                {
                    found.Add(muscle);
                }
            }
            return found;
        }

        /// <summary>Takes the pose that the bones have now.</summary>
        internal void Read()
        {
            _handler.GetHumanPose(ref _pose);
        }

        public void Dispose()
        {
            _handler.Dispose();
        }
    }
}
