namespace UnityEngine.Playables
{
    public interface IPlayable
    {
        PlayableHandle GetHandle();
    }
}
