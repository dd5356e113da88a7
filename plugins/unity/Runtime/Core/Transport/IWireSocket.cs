#nullable enable
using System;

namespace Mien.Core.Transport
{
    /// <summary>
    /// A connected socket. One thread receives; any thread sends and subscribes, which never waits: on a connection that
    /// is broken it does nothing, and receiving tells. It does not connect again: one that has failed is disposed of.
    /// </summary>
    public interface IWireSocket : IDisposable
    {
        /// <summary>Receives the next message, or comes back without one after some time.</summary>
        /// <param name="message">Takes its parts.</param>
        /// <param name="timeoutMs">How long to wait.</param>
        /// <returns>Whether a message came.</returns>
        /// <exception cref="TransportException">
        /// The connection broke, what comes is no message, or nobody reads what is sent.
        /// </exception>
        bool Receive(WireMessage message, int timeoutMs);

        /// <summary>Sends a message of one part.</summary>
        void Send(ReadOnlySpan<byte> header);

        /// <summary>Sends a message of two parts.</summary>
        void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload);

        /// <summary>Asks for the messages whose topic begins so.</summary>
        void Subscribe(string topic);

        /// <summary>Asks for them no more.</summary>
        void Unsubscribe(string topic);
    }
}
