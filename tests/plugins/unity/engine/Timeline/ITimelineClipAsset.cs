namespace UnityEngine.Timeline
{
    public interface ITimelineClipAsset
    {
        ClipCaps clipCaps { get; }
    }
}
