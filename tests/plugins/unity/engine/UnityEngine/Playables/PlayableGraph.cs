namespace UnityEngine.Playables
{
    public struct PlayableGraph
    {
    }
}
