#nullable enable
using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Mien.Core.Mapping;
using Mien.Core.MessagePack;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Space;
using Mien.Core.Streams;
using Mien.Core.Transport;
using Mien.Core.Wire;

namespace Mien.Bench
{
    /// <summary>What a frame of motion costs, from the message to the weights of a character's shapes.</summary>
    internal static class Frames
    {
        private const int Batch = 100;
        private const int Batches = 2_000;
        private const long FrameNs = 16_666_667;

        internal static string Measure()
        {
            var router = new StreamRouter(SocketKind.Motion);
            var inbox = new MotionInbox(256);
            router.Add("motion/a/", inbox);
            router.Take(Header());
            var messages = new WireMessage[Batch];
            var frame = new MotionFrame();
            var buffer = new JitterBuffer();
            var mixer = new ShapeMixer(ShapeMatcher.Match(Expression.Names).Shapes);
            var weights = new float[mixer.Count];
            var decoding = new Figures();
            var sampling = new Figures();
            long allocated = 0;
            for (int batch = 0; batch < Batches; batch++)
            {
                for (int at = 0; at < Batch; at++)
                {
                    messages[at] = Frame((batch * Batch) + at);
                }
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                foreach (WireMessage message in messages)
                {
                    router.Take(message);
                    inbox.TryRead(frame);
                }
                double decoded = Us(start);
                buffer.Add(frame);
                start = Stopwatch.GetTimestamp();
                for (int at = 0; at < Batch; at++)
                {
                    buffer.Sample((batch - 1) * Batch * FrameNs, frame);
                    mixer.Mix(frame.Coefficients, weights);
                    UnityAxes.Of(frame.Head);
                }
                double sampled = Us(start);
                if (batch >= Batches / 2)
                {
                    allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                    decoding.Add(decoded / Batch);
                    sampling.Add(sampled / Batch);
                }
            }
            return "{\"decode_us\": " + decoding + ", \"sample_us\": " + sampling + ", \"bytes\": " + allocated + "}";
        }

        private static double Us(long start)
        {
            return (Stopwatch.GetTimestamp() - start) * 1e6 / Stopwatch.Frequency;
        }

        private static WireMessage Header()
        {
            var writer = new MessagePackWriter();
            writer.WriteMapHeader(9);
            Pair(writer, "type", "stream_header");
            Pair(writer, "session", "a");
            Pair(writer, "server_id", "0123456789abcdef");
            Pair(writer, "kind", "motion");
            Pair(writer, "epoch", 0);
            Pair(writer, "rate_hz", 60);
            Pair(writer, "layout", "m1");
            Pair(writer, "latent_size", 0);
            writer.Write("expression_names");
            writer.WriteArrayHeader(Expression.Count);
            foreach (string name in Expression.Names)
            {
                writer.Write(name);
            }
            return Message(writer.Written);
        }

        private static WireMessage Frame(long seq)
        {
            var writer = new MessagePackWriter();
            writer.WriteArrayHeader(5);
            writer.Write(0);
            writer.Write(seq);
            writer.Write(seq * FrameNs);
            writer.Write(seq * FrameNs);
            writer.Write(0);
            var motion = new MotionFrame();
            WireMessage message = Message(writer.Written);
            message.BeginPart();
            message.Append(MemoryMarshal.AsBytes(motion.Raw));
            return message;
        }

        private static WireMessage Message(ReadOnlySpan<byte> header)
        {
            var message = new WireMessage();
            message.BeginPart();
            message.Append(System.Text.Encoding.ASCII.GetBytes("motion/a/"));
            message.BeginPart();
            message.Append(header);
            return message;
        }

        private static void Pair(MessagePackWriter writer, string key, string value)
        {
            writer.Write(key);
            writer.Write(value);
        }

        private static void Pair(MessagePackWriter writer, string key, long value)
        {
            writer.Write(key);
            writer.Write(value);
        }
    }
}
