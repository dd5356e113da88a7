namespace UnityEngine.Playables
{
    public abstract class PlayableBehaviour : IPlayableBehaviour
    {
        public virtual void ProcessFrame(Playable playable, FrameData info, object playerData)
        {
        }

        public virtual void OnPlayableDestroy(Playable playable)
        {
        }
    }
}
