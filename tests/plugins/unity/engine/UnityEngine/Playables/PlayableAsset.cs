namespace UnityEngine.Playables
{
    public abstract class PlayableAsset : ScriptableObject
    {
        public virtual double duration => double.PositiveInfinity;

        public abstract Playable CreatePlayable(PlayableGraph graph, GameObject owner);
    }
}
