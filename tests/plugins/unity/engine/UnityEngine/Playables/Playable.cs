namespace UnityEngine.Playables
{
    public struct Playable : IPlayable
    {
        internal Playable(Node node)
        {
            Node = node;
        }

        internal Node Node { get; }

        public PlayableHandle GetHandle()
        {
            return new PlayableHandle(Node);
        }
    }
}
