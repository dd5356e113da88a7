#nullable enable
using System.Net.Sockets;
using System.Threading;
using Mien.Core.Transport;

namespace Mien.Core.Zmtp
{
    /// <summary>
    /// ZeroMQ in managed code over TCP, for a daemon on this machine: no native library, and none of the encryption that
    /// a daemon elsewhere demands.
    /// </summary>
    public sealed class ZmtpTransport : ITransport
    {
        private const int ControlBufferBytes = 256 * 1024;
        private const int StreamBufferBytes = 2 * 1024 * 1024;

        private readonly int _timeoutMs;

        /// <summary>A transport.</summary>
        /// <param name="timeoutMs">How long a connection and its handshake may take, each.</param>
        public ZmtpTransport(int timeoutMs = 3_000)
        {
            _timeoutMs = timeoutMs;
        }

        /// <inheritdoc/>
        public bool SpeaksCurve => false;

        /// <inheritdoc/>
        public IWireSocket Connect(WireAddress address, CancellationToken stop)
        {
            if (address.CurveKey != null)
            {
                throw Handshake.NeedsCurve(address.Endpoint);
            }
            int bufferBytes = address.IsStream ? StreamBufferBytes : ControlBufferBytes;
            Socket socket = TcpConnection.Open(address.Endpoint, bufferBytes, _timeoutMs, stop);
            try
            {
                return new Handshake(socket, address, _timeoutMs, stop).Run();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
