#nullable enable
using System;
using System.Text;

namespace Mien.Libzmq
{
    /// <summary>Resources of libzmq for one connection: a context, its sockets, memory of its own.</summary>
    internal sealed class ZmqContext : IDisposable
    {
        private readonly IntPtr _context = Native.zmq_ctx_new();

        /// <summary>A new socket.</summary>
        internal IntPtr Socket(int type)
        {
            IntPtr socket = Native.zmq_socket(_context, type);
            if (socket == IntPtr.Zero)
            {
                ZmqError.Check(-1, "make a socket");
            }
            Set(socket, Native.Linger, 0);
            return socket;
        }

        /// <summary>Sets an option that is a number.</summary>
        internal static void Set(IntPtr socket, int option, int value)
        {
            ZmqError.Check(Native.zmq_setsockopt(socket, option, ref value, (UIntPtr)sizeof(int)), "be set up");
        }

        /// <summary>Sets an option that is a number of 64 bits.</summary>
        internal static void Set(IntPtr socket, int option, long value)
        {
            ZmqError.Check(Native.zmq_setsockopt(socket, option, ref value, (UIntPtr)sizeof(long)), "be set up");
        }

        /// <summary>Sets an option that is bytes.</summary>
        internal static void Set(IntPtr socket, int option, byte[] value)
        {
            ZmqError.Check(Native.zmq_setsockopt(socket, option, value, (UIntPtr)value.Length), "be set up");
        }

        /// <summary>Gives a socket the daemon's key, and a pair of its own that is made for the occasion.</summary>
        internal static void Encrypt(IntPtr socket, string serverKey)
        {
            var publicKey = new byte[Native.KeyBytes];
            var secretKey = new byte[Native.KeyBytes];
            ZmqError.Check(Native.zmq_curve_keypair(publicKey, secretKey), "encrypt; this libzmq has no CURVE");
            Set(socket, Native.CurvePublicKey, publicKey);
            Set(socket, Native.CurveSecretKey, secretKey);
            Set(socket, Native.CurveServerKey, ZeroTerminated(serverKey));
        }

        /// <summary>ASCII as C has it.</summary>
        internal static byte[] ZeroTerminated(string text)
        {
            return Encoding.ASCII.GetBytes(text + "\0");
        }

        /// <summary>Ends the context, after its sockets were closed.</summary>
        public void Dispose()
        {
            Native.zmq_ctx_term(_context);
        }
    }
}
