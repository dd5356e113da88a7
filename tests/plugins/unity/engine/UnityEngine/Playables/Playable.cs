using System.Collections.Generic;

namespace UnityEngine.Playables
{
    public struct Playable
    {
        internal Playable(Node node)
        {
            Node = node;
        }

        internal Node Node { get; }
    }

    // Not the engine's: what a handle stands for.
    internal sealed class Node
    {
        internal PlayableBehaviour Behaviour { get; set; }

        internal double Time { get; set; }

        internal List<(Node Input, float Weight)> Inputs { get; } = new List<(Node Input, float Weight)>();
    }
}
