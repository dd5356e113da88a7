#nullable enable
using System.Runtime.InteropServices;
using Mien.Core.Transport;

namespace Mien.Libzmq
{
    /// <summary>Failures of libzmq in words.</summary>
    internal static class ZmqError
    {
        /// <summary>Numbers that mean nothing but that there is nothing now: EAGAIN and EINTR of the systems.</summary>
        private static readonly int[] Later = { 11, 35, 4 };

        /// <summary>Checks what a function returned.</summary>
        /// <returns>The same; -1 where it should be tried later.</returns>
        /// <exception cref="TransportException">It failed.</exception>
        internal static int Check(int returned, string what)
        {
            if (returned != -1)
            {
                return returned;
            }
            int number = Native.zmq_errno();
            if (System.Array.IndexOf(Later, number) >= 0)
            {
                return -1;
            }
            string why = Marshal.PtrToStringAnsi(Native.zmq_strerror(number)) ?? number.ToString();
            throw new TransportException("ZeroMQ cannot " + what + ": " + why);
        }
    }
}
