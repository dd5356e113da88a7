namespace UnityEngine.Playables
{
    public interface IPlayableBehaviour
    {
        void OnPlayableDestroy(Playable playable);

        void ProcessFrame(Playable playable, FrameData info, object playerData);
    }
}
