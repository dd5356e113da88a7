#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Transport
{
    /// <summary>One socket of a daemon, and how to speak to it.</summary>
    public sealed class WireAddress
    {
        /// <summary>An address.</summary>
        /// <param name="kind">One of the four sockets.</param>
        /// <param name="endpoint">Address, such as <c>tcp://127.0.0.1:5570</c>.</param>
        /// <param name="curveKey">The daemon's CURVE public key in Z85, or null where it does not encrypt.</param>
        /// <param name="identity">Routing id, for control and bake: under the same one a client is the same.</param>
        public WireAddress(SocketKind kind, string endpoint, string? curveKey = null, byte[]? identity = null)
        {
            Kind = kind;
            Endpoint = endpoint;
            CurveKey = curveKey;
            Identity = identity;
        }

        /// <summary>One of the four sockets.</summary>
        public SocketKind Kind { get; }

        /// <summary>Address, such as <c>tcp://127.0.0.1:5570</c>.</summary>
        public string Endpoint { get; }

        /// <summary>The daemon's CURVE public key in Z85, or null where it does not encrypt.</summary>
        public string? CurveKey { get; }

        /// <summary>Routing id, for control and bake; or null.</summary>
        public byte[]? Identity { get; }

        /// <summary>True if the socket is subscribed to, rather than sent to.</summary>
        public bool IsStream => Kind == SocketKind.Motion || Kind == SocketKind.Face;
    }
}
