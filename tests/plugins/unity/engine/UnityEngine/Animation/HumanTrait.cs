using System;

namespace UnityEngine
{
    public class HumanTrait
    {
        private static readonly (HumanBodyBones Bone, string Muscle)[] Muscles =
        {
            (HumanBodyBones.Hips, "Spine Front-Back"),
            (HumanBodyBones.Neck, "Neck Nod Down-Up"),
            (HumanBodyBones.Neck, "Neck Tilt Left-Right"),
            (HumanBodyBones.Neck, "Neck Turn Left-Right"),
            (HumanBodyBones.Head, "Head Nod Down-Up"),
            (HumanBodyBones.Head, "Head Tilt Left-Right"),
            (HumanBodyBones.Head, "Head Turn Left-Right"),
            (HumanBodyBones.LeftEye, "Left Eye Down-Up"),
            (HumanBodyBones.LeftEye, "Left Eye In-Out"),
            (HumanBodyBones.RightEye, "Right Eye Down-Up"),
            (HumanBodyBones.RightEye, "Right Eye In-Out"),
            (HumanBodyBones.Jaw, "Jaw Close"),
            (HumanBodyBones.Jaw, "Jaw Left-Right"),
        };

        public static int MuscleCount => Muscles.Length;

        public static string[] MuscleName => Array.ConvertAll(Muscles, each => each.Muscle);

        // The engine's order of axes is another; what it leaves out, as an eye's roll, is -1 here too.
        public static int MuscleFromBone(int i, int dofIndex)
        {
            int first = Array.FindIndex(Muscles, each => each.Bone == (HumanBodyBones)i);
            int at = first + dofIndex;
            return first >= 0 && at < Muscles.Length && Muscles[at].Bone == (HumanBodyBones)i ? at : -1;
        }

        internal static HumanBodyBones BoneOf(int muscle)
        {
            return Muscles[muscle].Bone;
        }
    }
}
