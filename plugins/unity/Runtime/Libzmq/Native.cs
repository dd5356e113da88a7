#nullable enable
using System;
using System.Runtime.InteropServices;

namespace Mien.Libzmq
{
    /// <summary>The functions of libzmq 4 that are used, as <c>zmq.h</c> declares them.</summary>
    internal static class Native
    {
        internal const int Dealer = 5;
        internal const int Sub = 2;
        internal const int Pair = 0;

        internal const int RoutingId = 5;
        internal const int Subscribe = 6;
        internal const int Unsubscribe = 7;
        internal const int Linger = 17;
        internal const int MaxMessageSize = 22;
        internal const int SendHighWater = 23;
        internal const int ReceiveHighWater = 24;
        internal const int Ipv6 = 42;
        internal const int CurvePublicKey = 48;
        internal const int CurveSecretKey = 49;
        internal const int CurveServerKey = 50;
        internal const int HeartbeatInterval = 75;

        internal const int DontWait = 1;
        internal const int SendMore = 2;
        internal const short PollIn = 1;

        /// <summary>Bytes of <c>zmq_msg_t</c>.</summary>
        internal const int MessageBytes = 64;

        /// <summary>Characters of a key in Z85, and a zero after them.</summary>
        internal const int KeyBytes = 41;

        private const string Library = "libzmq";

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr zmq_ctx_new();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_ctx_term(IntPtr context);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr zmq_socket(IntPtr context, int type);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_close(IntPtr socket);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_setsockopt(IntPtr socket, int option, byte[] value, UIntPtr length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_setsockopt(IntPtr socket, int option, ref int value, UIntPtr length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_setsockopt(IntPtr socket, int option, ref long value, UIntPtr length);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_connect(IntPtr socket, byte[] endpoint);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_bind(IntPtr socket, byte[] endpoint);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_send(IntPtr socket, ref byte first, UIntPtr length, int flags);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_msg_init(IntPtr message);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_msg_close(IntPtr message);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_msg_recv(IntPtr message, IntPtr socket, int flags);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr zmq_msg_data(IntPtr message);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern UIntPtr zmq_msg_size(IntPtr message);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_msg_more(IntPtr message);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_poll(IntPtr items, int count, IntPtr timeoutMs);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_curve_keypair(byte[] publicKey, byte[] secretKey);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern int zmq_errno();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        internal static extern IntPtr zmq_strerror(int number);
    }
}
