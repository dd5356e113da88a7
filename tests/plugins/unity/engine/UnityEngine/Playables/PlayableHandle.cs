using System.Collections.Generic;

namespace UnityEngine.Playables
{
    public struct PlayableHandle
    {
        internal PlayableHandle(Node node)
        {
            Node = node;
        }

        internal Node Node { get; }
    }

    // Not the engine's: what a handle stands for.
    internal sealed class Node
    {
        internal IPlayableBehaviour Behaviour { get; set; }

        internal double Time { get; set; }

        internal List<(Node Input, float Weight)> Inputs { get; } = new List<(Node Input, float Weight)>();
    }
}
