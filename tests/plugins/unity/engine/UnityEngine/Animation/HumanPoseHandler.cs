using System;

namespace UnityEngine
{
    // A muscle is moved by the tangent of half the angle about its axis, in 20 degrees; nod, tilt and turn are about X, Z, Y.
    public class HumanPoseHandler : IDisposable
    {
        private static readonly float Whole = Mathf.Sin(20 * Mathf.Deg2Rad) / Mathf.Cos(20 * Mathf.Deg2Rad);

        private readonly Animator _animator;

        public HumanPoseHandler(Avatar avatar, Transform root)
        {
            _animator = avatar.Owner;
            if (_animator.transform != root)
            {
                throw new ArgumentException("the avatar's bones are below another root");
            }
        }

        public void GetHumanPose(ref HumanPose humanPose)
        {
            humanPose.muscles ??= new float[HumanTrait.MuscleCount];
            for (int muscle = 0; muscle < humanPose.muscles.Length; muscle++)
            {
                HumanBodyBones bone = HumanTrait.BoneOf(muscle);
                int axis = muscle - HumanTrait.MuscleFromBone((int)bone, 0);
                Transform moved = _animator.GetBoneTransform(bone);
                Quaternion turn = moved == null ? Quaternion.identity : moved.localRotation;
                bool isEye = bone == HumanBodyBones.LeftEye || bone == HumanBodyBones.RightEye;
                float part = axis == 0 ? turn.x : axis == 1 && !isEye ? turn.z : turn.y;
                humanPose.muscles[muscle] = part / turn.w / Whole;
            }
        }

        // Not the engine's: a bone as three muscles have it.
        public static Quaternion Turn(float nod, float tilt, float turn)
        {
            float w = 1 / Mathf.Sqrt(1 + (Whole * Whole * ((nod * nod) + (tilt * tilt) + (turn * turn))));
            return new Quaternion(nod * Whole * w, turn * Whole * w, tilt * Whole * w, w);
        }

        public void Dispose()
        {
        }
    }
}
