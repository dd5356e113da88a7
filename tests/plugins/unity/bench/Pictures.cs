#nullable enable
using System;
using System.Diagnostics;
using System.Threading;
using Mien.Core.Streams;
using Mien.Core.Time;
using Mien.Core.Transport;
using Mien.Core.Wire;
using Mien.Core.Zmtp;

namespace Mien.Bench
{
    /// <summary>How long a picture takes from its sending to its buffer, and what of that this side works for.</summary>
    internal static class Pictures
    {
        private const int PatienceMs = 10_000;

        internal static string Measure(string endpoint, int count)
        {
            var router = new StreamRouter(SocketKind.Face);
            var inbox = new PictureInbox();
            router.Add("face/a/", inbox);
            var address = new WireAddress(SocketKind.Face, endpoint);
            using IWireSocket socket = new ZmtpTransport().Connect(address, CancellationToken.None);
            socket.Subscribe("face/a/");
            var message = new WireMessage();
            var latency = new Figures();
            var taking = new Figures();
            int seen = 0;
            long allocated = 0;
            while (seen < count)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                if (!socket.Receive(message, PatienceMs))
                {
                    throw new TimeoutException("no picture comes");
                }
                long start = Stopwatch.GetTimestamp();
                router.Take(message);
                double took = (Stopwatch.GetTimestamp() - start) * 1e3 / Stopwatch.Frequency;
                if (inbox.TryTake(out Picture picture))
                {
                    // One machine has one monotonic clock.
                    long lateNs = SystemClock.Instance.NowNs - picture.Header.DaemonNs;
                    seen++;
                    if (seen > count / 4)
                    {
                        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                        latency.Add(lateNs / 1e6);
                        taking.Add(took);
                    }
                }
            }
            return "{\"latency_ms\": " + latency + ", \"take_ms\": " + taking + ", \"lost\": " + inbox.Lost
                + ", \"bytes\": " + allocated + "}";
        }
    }
}
