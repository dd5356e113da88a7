#nullable enable
using System.Threading;
using Mien.Core.Transport;
using NetMQ;

namespace Mien.NetMQ
{
    /// <summary>
    /// ZeroMQ by NetMQ, for a daemon elsewhere: speaks CURVE. NetMQ 4.0.1 or newer has to be in the project, and, unless it
    /// came as the package org.nuget.netmq, the symbol <c>MIEN_NETMQ</c> defined. Each message received is allocated.
    /// </summary>
    public sealed class NetMQTransport : ITransport
    {
        /// <inheritdoc/>
        public bool SpeaksCurve => true;

        /// <summary>
        /// Ends NetMQ's threads, before a domain is unloaded or a program ends; after all clients were disposed of.
        /// </summary>
        public static void CleanUp()
        {
            // Without waiting: it would wait for ever for a socket that somebody has forgotten.
            NetMQConfig.Cleanup(false);
        }

        /// <inheritdoc/>
        public IWireSocket Connect(WireAddress address, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            // Unity's runtime has no native completion ports.
            AsyncIO.ForceDotNet.Force();
            try
            {
                return new NetMQWireSocket(address);
            }
            catch (NetMQException error)
            {
                throw new TransportException("cannot connect to " + address.Endpoint + ": " + error.Message, error);
            }
        }
    }
}
