#nullable enable
using System;

// What of NetMQ 4.0.1's public surface the adapter uses, after its documentation, to compile against: nothing here works.
namespace NetMQ
{
    public interface IOutgoingSocket
    {
    }

    public interface IReceivingSocket
    {
    }

    public abstract class NetMQSocket : IOutgoingSocket, IReceivingSocket, IDisposable
    {
        public SocketOptions Options { get; } = new SocketOptions();

        public void Connect(string address)
        {
        }

        public void Dispose()
        {
        }
    }

    public class SocketOptions
    {
        public byte[]? Identity { get; set; }

        public TimeSpan Linger { get; set; }

        public long MaxMsgSize { get; set; }

        public int SendHighWatermark { get; set; }

        public int ReceiveHighWatermark { get; set; }

        public bool IPv4Only { get; set; }

        public byte[] CurveServerKey { get; set; } = Array.Empty<byte>();

        public NetMQCertificate? CurveCertificate { get; set; }
    }

    public class NetMQCertificate
    {
    }

    public class NetMQException : Exception
    {
    }

    public static class NetMQConfig
    {
        public static void Cleanup(bool block = true)
        {
        }
    }

    public static class ReceivingSocketExtensions
    {
        public static byte[] ReceiveFrameBytes(this IReceivingSocket socket, out bool more)
        {
            more = false;
            return Array.Empty<byte>();
        }

        public static bool TryReceiveFrameBytes(
            this IReceivingSocket socket, TimeSpan timeout, out byte[]? bytes, out bool more)
        {
            bytes = null;
            more = false;
            return false;
        }
    }

    public static class OutgoingSocketExtensions
    {
        public static void SendFrame(this IOutgoingSocket socket, byte[] data, int length, bool more = false)
        {
        }
    }
}

namespace NetMQ.Sockets
{
    public class DealerSocket : NetMQSocket
    {
    }

    public class SubscriberSocket : NetMQSocket
    {
        public void Subscribe(string topic)
        {
        }

        public void Unsubscribe(string topic)
        {
        }
    }
}
