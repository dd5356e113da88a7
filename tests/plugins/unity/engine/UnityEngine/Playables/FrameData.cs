namespace UnityEngine.Playables
{
    public struct FrameData
    {
    }
}
