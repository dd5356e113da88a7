#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Transport
{
    /// <summary>Largest sizes of the parts of a message on a socket.</summary>
    public readonly struct PartLimits
    {
        private readonly int _first;
        private readonly int _second;
        private readonly int _third;

        /// <summary>Most bytes of the first part, of the second, of the third.</summary>
        public PartLimits(int first, int second, int third)
        {
            _first = first;
            _second = second;
            _third = third;
        }

        /// <summary>Those of a socket of the daemon.</summary>
        public static PartLimits Of(SocketKind kind)
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

        /// <summary>Checks the size of a part before memory is taken for it.</summary>
        /// <param name="part">0 for the first.</param>
        /// <param name="size">What is declared, or what has come.</param>
        /// <exception cref="TransportException">It is too long.</exception>
        public void Check(int part, long size)
        {
            int most = part == 0 ? _first : part == 1 ? _second : _third;
            if (size < 0 || size > most)
            {
                throw new TransportException(
                    "expected at most " + most + " bytes of part " + (part + 1) + ", got " + (ulong)size);
            }
        }
    }
}
