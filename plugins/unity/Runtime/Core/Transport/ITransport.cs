#nullable enable
using System.Threading;

namespace Mien.Core.Transport
{
    /// <summary>A way to a daemon's sockets.</summary>
    public interface ITransport
    {
        /// <summary>True if it can speak to a daemon that encrypts.</summary>
        bool SpeaksCurve { get; }

        /// <summary>Connects; waits until there is a connection, as far as can be told.</summary>
        /// <param name="address">Where, and how.</param>
        /// <param name="stop">Gives the attempt up.</param>
        /// <exception cref="TransportException">There is nobody, or nobody who speaks this language.</exception>
        /// <exception cref="System.OperationCanceledException">It was given up.</exception>
        IWireSocket Connect(WireAddress address, CancellationToken stop);
    }
}
