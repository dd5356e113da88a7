#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Zmtp
{
    /// <summary>How long each part of a message may be that comes on a socket.</summary>
    internal readonly struct PartLimits
    {
        private readonly int _first;
        private readonly int _second;
        private readonly int _third;

        internal PartLimits(int first, int second, int third)
        {
            _first = first;
            _second = second;
            _third = third;
        }

        /// <summary>Those of a socket of the daemon.</summary>
        internal static PartLimits Of(SocketKind kind)
        {
            Limits limits = Limits.Default;
            switch (kind)
            {
                case SocketKind.Control:
                    return new PartLimits(limits.LongestHeaderBytes, 0, 0);
                case SocketKind.Bake:
                    return new PartLimits(limits.HeaderBytes, limits.PayloadBytes, 0);
                case SocketKind.Motion:
                    return new PartLimits(Topic.MostBytes, limits.HeaderBytes, limits.PayloadBytes);
                default:
                    return new PartLimits(Topic.MostBytes, limits.StreamHeaderBytes, limits.PayloadBytes);
            }
        }

        /// <summary>Most bytes of a part.</summary>
        internal int Of(int part)
        {
            return part == 0 ? _first : part == 1 ? _second : _third;
        }
    }
}
