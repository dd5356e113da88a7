#nullable enable
using System;
using System.Threading;
using Mien.Core.Transport;

namespace Mien.Libzmq
{
    /// <summary>
    /// ZeroMQ by its own library, for a daemon elsewhere: speaks CURVE. A native libzmq 4.2 or newer, built with CURVE, has
    /// to be among the project's plugins, and the symbol <c>MIEN_LIBZMQ</c> defined.
    /// </summary>
    public sealed class LibzmqTransport : ITransport
    {
        /// <inheritdoc/>
        public bool SpeaksCurve => true;

        /// <inheritdoc/>
        public IWireSocket Connect(WireAddress address, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return new LibzmqSocket(address);
            }
            catch (DllNotFoundException error)
            {
                throw new TransportException("the native library libzmq is not among the project's plugins", error);
            }
        }
    }
}
