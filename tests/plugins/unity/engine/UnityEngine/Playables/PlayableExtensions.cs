namespace UnityEngine.Playables
{
    public static class PlayableExtensions
    {
        public static int GetInputCount<U>(this U playable)
            where U : struct, IPlayable
        {
            return playable.GetHandle().Node.Inputs.Count;
        }

        public static Playable GetInput<U>(this U playable, int inputPort)
            where U : struct, IPlayable
        {
            return new Playable(playable.GetHandle().Node.Inputs[inputPort].Input);
        }

        public static float GetInputWeight<U>(this U playable, int inputIndex)
            where U : struct, IPlayable
        {
            return playable.GetHandle().Node.Inputs[inputIndex].Weight;
        }

        public static double GetTime<U>(this U playable)
            where U : struct, IPlayable
        {
            return playable.GetHandle().Node.Time;
        }
    }
}
