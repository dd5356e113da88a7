#nullable enable
using System;
using System.Diagnostics;
using Mien.Bench;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Rig;
using Mien.Core.Streams;
using Mien.Core.Time;
using Mien.Tests;

namespace Mien.SceneBench
{
    /// <summary>Measures the package's components against an engine of signatures; one JSON object on stdout.</summary>
    internal static class Program
    {
        private const long FrameNs = 16_666_667;
        private const int Batch = 50;
        private const int Batches = 2_000;
        private const int Pictures = 300;

        private static int Main(string[] arguments)
        {
            using var stage = new NoDaemon();
            using var client = new MienClient(SharedClients.MakeOptions("none"));
            MienSession session = client.OpenSession(new SessionOptions());
            var wire = new Wire(session);
            if (arguments.Length == 1 && arguments[0] == "frames")
            {
                Console.WriteLine(MeasureFrames(session, wire));
                return 0;
            }
            if (arguments.Length == 2 && arguments[0] == "pictures")
            {
                Console.WriteLine(MeasurePictures(session, wire, int.Parse(arguments[1])));
                return 0;
            }
            Console.Error.WriteLine("usage: Mien.SceneBench frames | pictures SIZE");
            return 2;
        }

        /// <summary>From the bytes of a frame to the weights of a face and the rotation of its head.</summary>
        private static string MeasureFrames(MienSession session, Wire wire)
        {
            using var rig = new Rig(new System.Collections.Generic.List<string>(Expression.Names).ToArray());
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.HeadBones.Head = rig.Head;
            face.HeadBones.Neck = rig.Neck;
            face.Rebind();
            var player = new MotionPlayer();
            player.Play(session.Motion);
            var playout = new SilentPlayout();
            var clock = new ClockOffset();
            clock.Add(0, 0, 0, 0);
            var shown = new Figures();
            long allocated = 0;
            int jaw = Expression.IndexOf("jawOpen");
            for (int batch = 0; batch < Batches; batch++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                for (int at = 0; at < Batch; at++)
                {
                    long nowNs = ((batch * Batch) + at) * FrameNs;
                    wire.Send(nowNs, nowNs, FrameFlags.None, jaw, at / (float)Batch);
                    player.Update(FrameTime.Live(nowNs), clock, playout, 60, 0);
                    face.Apply(player.Face);
                }
                double us = (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
                if (batch >= Batches / 2)
                {
                    allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                    shown.Add(us / Batch);
                }
            }
            // 60 ms before the last frame's jaw of 0.98: what took no time because nothing was done would be 0.
            if (Math.Abs(rig.Weight("jawOpen") - 90.8f) > 0.1f)
            {
                throw new InvalidOperationException("the face does not move: " + rig.Weight("jawOpen"));
            }
            return "{\"apply_us\": " + shown + ", \"bytes\": " + allocated + "}";
        }

        /// <summary>From a picture that has come to a texture that has it.</summary>
        private static string MeasurePictures(MienSession session, Wire wire, int size)
        {
            wire.BeginPictures(size, size, "rgba8", hasAlpha: true);
            var pixels = new byte[4 * size * size];
            var queue = new PictureQueue();
            using var texture = new PictureTexture();
            var shown = new Figures();
            long allocated = 0;
            for (int at = 0; at < Pictures; at++)
            {
                wire.SendPicture(at, pixels);
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                session.Pictures.TryTake(out Picture picture);
                queue.Add(picture);
                queue.TryTake(at, out PictureCopy due);
                texture.Show(due);
                double ms = (Stopwatch.GetTimestamp() - start) * 1e3 / Stopwatch.Frequency;
                if (at >= Pictures / 3)
                {
                    allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                    shown.Add(ms);
                }
            }
            return "{\"show_ms\": " + shown + ", \"bytes\": " + allocated + "}";
        }
    }
}
