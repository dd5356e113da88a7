using UnityEngine.Playables;

namespace UnityEngine.Timeline
{
    public abstract class TrackAsset : PlayableAsset
    {
        public virtual Playable CreateTrackMixer(PlayableGraph graph, GameObject go, int inputCount)
        {
            return default;
        }

        public sealed override Playable CreatePlayable(PlayableGraph graph, GameObject go)
        {
            return default;
        }

        public virtual void GatherProperties(PlayableDirector director, IPropertyCollector driver)
        {
        }
    }
}
