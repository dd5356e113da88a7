#nullable enable
using System;
using System.Runtime.InteropServices;

namespace Mien.Libzmq
{
    /// <summary>Two sockets of which either may wake a thread: an array of <c>zmq_pollitem_t</c>.</summary>
    internal sealed class PollSet : IDisposable
    {
        // A file descriptor is a pointer's size on Windows, and an int elsewhere; two shorts follow it.
        private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        private static readonly int EventsAt = IsWindows ? 2 * IntPtr.Size : IntPtr.Size + sizeof(int);
        private static readonly int ItemBytes = Aligned(EventsAt + (2 * sizeof(short)));

        private readonly IntPtr _items = Marshal.AllocHGlobal(2 * ItemBytes);

        internal PollSet(IntPtr first, IntPtr second)
        {
            Write(0, first);
            Write(1, second);
        }

        /// <summary>Waits until one of them has something to be received, or for some time.</summary>
        internal void Wait(int timeoutMs)
        {
            ZmqError.Check(Native.zmq_poll(_items, 2, (IntPtr)timeoutMs), "wait");
        }

        /// <summary>Gives its memory back.</summary>
        public void Dispose()
        {
            Marshal.FreeHGlobal(_items);
        }

        private static int Aligned(int bytes)
        {
            return (bytes + IntPtr.Size - 1) / IntPtr.Size * IntPtr.Size;
        }

        private void Write(int item, IntPtr socket)
        {
            IntPtr place = _items + (item * ItemBytes);
            for (int at = 0; at < ItemBytes; at++)
            {
                Marshal.WriteByte(place, at, 0);
            }
            Marshal.WriteIntPtr(place, socket);
            Marshal.WriteInt16(place, EventsAt, Native.PollIn);
        }
    }
}
