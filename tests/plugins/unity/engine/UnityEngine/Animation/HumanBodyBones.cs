namespace UnityEngine
{
    public enum HumanBodyBones
    {
        Hips = 0,
        Neck = 9,
        Head = 10,
        LeftEye = 21,
        RightEye = 22,
        Jaw = 23,
    }
}
