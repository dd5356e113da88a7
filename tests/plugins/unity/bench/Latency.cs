#nullable enable
using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Time;

namespace Mien.Bench
{
    /// <summary>How long a frame of motion takes from the daemon's sending to the engine's hand, while speech is pushed.</summary>
    internal static class Latency
    {
        private const int RateHz = 16_000;
        private const int PieceMs = 20;

        internal static string Measure(string connectionFile, string samplesFile)
        {
            short[] samples = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(samplesFile)).ToArray();
            using var client = new MienClient(new ClientOptions { ConnectionFile = connectionFile });
            client.Connect();
            MienSession session = client.OpenSession(new SessionOptions());
            SpinWait.SpinUntil(() => session.Motion.Header != null, 10_000);
            var frame = new MotionFrame();
            var arriving = new Figures();
            var answering = new Figures();
            int pushed = 0;
            int seen = 0;
            var clock = Stopwatch.StartNew();
            FrameFlags last = FrameFlags.None;
            while ((last & FrameFlags.Last) == 0 && session.State == SessionState.Open)
            {
                while (pushed < samples.Length && clock.ElapsedMilliseconds >= pushed * 1_000L / RateHz)
                {
                    int count = Math.Min(PieceMs * RateHz / 1_000, samples.Length - pushed);
                    session.PushAudio(new ReadOnlySpan<short>(samples, pushed, count));
                    pushed += count;
                    if (pushed == samples.Length)
                    {
                        session.EndAudio();
                    }
                }
                while (session.Motion.TryRead(frame))
                {
                    last = frame.Header.Flags;
                    // The first second warms up.
                    if (++seen > 60)
                    {
                        arriving.Add((SystemClock.Instance.NowNs - frame.Header.DaemonNs) / 1e6);
                        answering.Add(clock.Elapsed.TotalMilliseconds - (frame.Header.TimeNs / 1e6));
                    }
                }
                Thread.Sleep(1);
            }
            return "{\"arrival_ms\": " + arriving + ", \"answer_ms\": " + answering + ", \"lost\": " + session.Motion.Lost + "}";
        }
    }
}
