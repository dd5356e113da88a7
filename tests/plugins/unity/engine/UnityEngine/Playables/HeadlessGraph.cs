namespace UnityEngine.Playables
{
    // Not the engine's: a mixer and its inputs, evaluated when somebody wants.
    public static class HeadlessGraph
    {
        public static void Connect(Playable mixer, Playable input, float weight, double time)
        {
            input.Node.Time = time;
            mixer.Node.Inputs.Add((input.Node, weight));
        }

        public static void Set(Playable mixer, int input, float weight, double time)
        {
            Node node = mixer.Node.Inputs[input].Input;
            node.Time = time;
            mixer.Node.Inputs[input] = (node, weight);
        }

        public static void Evaluate(Playable mixer, object playerData)
        {
            mixer.Node.Behaviour.ProcessFrame(mixer, default, playerData);
        }

        public static void Destroy(Playable mixer)
        {
            mixer.Node.Behaviour.OnPlayableDestroy(mixer);
        }
    }
}
