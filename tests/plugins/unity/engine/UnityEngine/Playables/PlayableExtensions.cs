namespace UnityEngine.Playables
{
    public static class PlayableExtensions
    {
        public static int GetInputCount(this Playable playable)
        {
            return playable.Node.Inputs.Count;
        }

        public static Playable GetInput(this Playable playable, int inputPort)
        {
            return new Playable(playable.Node.Inputs[inputPort].Input);
        }

        public static float GetInputWeight(this Playable playable, int inputIndex)
        {
            return playable.Node.Inputs[inputIndex].Weight;
        }
    }
}
