using System.Collections.Generic;

namespace UnityEngine
{
    public class Animator : Behaviour
    {
        // Not the engine's: what an avatar says.
        public Dictionary<HumanBodyBones, Transform> Bones { get; } = new Dictionary<HumanBodyBones, Transform>();

        public bool isHuman => Bones.Count > 0;

        public Avatar avatar => new Avatar { Owner = this };

        public Transform GetBoneTransform(HumanBodyBones humanBoneId)
        {
            return Bones.TryGetValue(humanBoneId, out Transform bone) ? bone : null;
        }
    }
}
