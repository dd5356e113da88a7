namespace UnityEngine
{
    public struct HumanPose
    {
        public float[] muscles;
    }
}
