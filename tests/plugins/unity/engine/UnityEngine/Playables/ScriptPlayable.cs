using System;

namespace UnityEngine.Playables
{
    public struct ScriptPlayable<T> : IPlayable
        where T : class, IPlayableBehaviour, new()
    {
        private readonly Node _node;

        private ScriptPlayable(Node node)
        {
            _node = node;
        }

        public static ScriptPlayable<T> Create(PlayableGraph graph, int inputCount = 0)
        {
            return new ScriptPlayable<T>(new Node { Behaviour = new T() });
        }

        public static implicit operator Playable(ScriptPlayable<T> playable)
        {
            return new Playable(playable._node);
        }

        public static explicit operator ScriptPlayable<T>(Playable playable)
        {
            return playable.Node.Behaviour is T
                ? new ScriptPlayable<T>(playable.Node)
                : throw new InvalidCastException("Incompatible handle: " + typeof(T));
        }

        public T GetBehaviour()
        {
            return (T)_node.Behaviour;
        }

        public PlayableHandle GetHandle()
        {
            return new PlayableHandle(_node);
        }
    }
}
