#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Mien.Core.Transport;

namespace Mien.Core.Zmtp
{
    /// <summary>Makes TCP connections, giving up when asked to.</summary>
    internal static class TcpConnection
    {
        private const int SliceMs = 20;

        /// <summary>A connected socket that does not block.</summary>
        /// <exception cref="TransportException">Nobody is there.</exception>
        /// <exception cref="OperationCanceledException">It was given up.</exception>
        internal static Socket Open(string endpoint, int receiveBufferBytes, int timeoutMs, CancellationToken stop)
        {
            TcpEndpoint place = TcpEndpoint.Parse(endpoint);
            var address = Resolve(place, endpoint);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // Before connecting: afterwards the window is negotiated.
                socket.ReceiveBufferSize = receiveBufferBytes;
                Connect(socket, new IPEndPoint(address, place.Port), endpoint, timeoutMs, stop);
                socket.NoDelay = true;
                socket.Blocking = false;
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        private static IPAddress Resolve(TcpEndpoint place, string endpoint)
        {
            if (IPAddress.TryParse(place.Host, out IPAddress? address))
            {
                return address;
            }
            try
            {
                return Dns.GetHostAddresses(place.Host)[0];
            }
            catch (Exception error) when (error is SocketException || error is IndexOutOfRangeException)
            {
                throw new TransportException("no machine is called \"" + place.Host + "\", of " + endpoint, error);
            }
        }

        private static void Connect(Socket socket, IPEndPoint to, string endpoint, int timeoutMs, CancellationToken stop)
        {
            try
            {
                IAsyncResult attempt = socket.BeginConnect(to, null, null);
                for (int waited = 0; !attempt.AsyncWaitHandle.WaitOne(SliceMs); waited += SliceMs)
                {
                    stop.ThrowIfCancellationRequested();
                    if (waited > timeoutMs)
                    {
                        throw new TransportException("nobody answers at " + endpoint);
                    }
                }
                socket.EndConnect(attempt);
            }
            catch (SocketException error)
            {
                throw new TransportException("nobody listens at " + endpoint + ": " + error.SocketErrorCode, error);
            }
        }
    }
}
