#nullable enable
using System;
using System.Runtime.InteropServices;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Transport;

namespace Mien.Core.Tests
{
    /// <summary>Messages of a daemon, made to order.</summary>
    internal static class Sample
    {
        internal const string Session = "k3v9";

        /// <summary>A message of several parts, as it would be received.</summary>
        internal static WireMessage Message(params byte[][] parts)
        {
            var message = new WireMessage();
            foreach (byte[] part in parts)
            {
                message.BeginPart();
                message.Append(part);
            }
            return message;
        }

        internal static byte[] Ascii(string text)
        {
            return System.Text.Encoding.ASCII.GetBytes(text);
        }

        internal static WireMessage MotionHeader(uint epoch = 0, string[]? names = null)
        {
            var writer = new MessagePackWriter();
            Begin(writer, 9, "motion", epoch, 60);
            Header.Field(writer, "layout", "m1");
            writer.Write("expression_names");
            writer.WriteArrayHeader(Expression.Count);
            for (int at = 0; at < Expression.Count; at++)
            {
                writer.Write(names is null ? Expression.Names[at] : names[at]);
            }
            Header.Field(writer, "latent_size", 0);
            return Message(Ascii("motion/k3v9/"), writer.Written.ToArray());
        }

        internal static WireMessage FaceHeader(int width, int height, string layout = "rgba8", string alpha = "none")
        {
            var writer = new MessagePackWriter();
            Begin(writer, 13, "face", 0, 40);
            Header.Field(writer, "layout", layout);
            Header.Field(writer, "width", width);
            Header.Field(writer, "height", height);
            Header.Field(writer, "face_layout", "portrait");
            Header.Field(writer, "color", "srgb");
            Header.Field(writer, "origin", "top");
            Header.Field(writer, "alpha", alpha);
            return Message(Ascii("face/k3v9/"), writer.Written.ToArray());
        }

        internal static WireMessage AudioHeader(int rateHz)
        {
            var writer = new MessagePackWriter();
            Begin(writer, 7, "audio", 0, rateHz);
            Header.Field(writer, "layout", "i2");
            return Message(Ascii("audio/k3v9/"), writer.Written.ToArray());
        }

        internal static WireMessage Keepalive(string kind, uint epoch, long nextSeq)
        {
            var writer = new MessagePackWriter();
            writer.WriteMapHeader(5);
            Header.Field(writer, "type", "keepalive");
            Header.Field(writer, "session", Session);
            Header.Field(writer, "epoch", epoch);
            Header.Field(writer, "next_seq", nextSeq);
            Header.Field(writer, "daemon_ns", 0);
            return Message(Ascii(kind + "/k3v9/"), writer.Written.ToArray());
        }

        internal static WireMessage Frame(string kind, uint epoch, long seq, long timeNs, byte[] payload, long? detail = null)
        {
            var writer = new MessagePackWriter();
            writer.WriteArrayHeader(detail is null ? 5 : 6);
            writer.Write(epoch);
            writer.Write(seq);
            writer.Write(timeNs);
            writer.Write(5_000_000_000L);
            writer.Write(0L);
            if (detail is long number)
            {
                writer.Write(number);
            }
            return Message(Ascii(kind + "/k3v9/"), writer.Written.ToArray(), payload);
        }

        /// <summary>A frame of motion whose every number is the same, but for a head that is at rest.</summary>
        internal static WireMessage MotionFrame(uint epoch, long seq, long timeNs, float value = 0)
        {
            return Frame("motion", epoch, seq, timeNs, MotionBytes(value));
        }

        internal static byte[] MotionBytes(float value)
        {
            var frame = Still(value);
            return MemoryMarshal.AsBytes(frame.Raw).ToArray();
        }

        internal static MotionFrame Still(float value, uint epoch = 0, long seq = 0, long timeNs = 0)
        {
            var frame = new MotionFrame { Header = new FrameHeader(epoch, seq, timeNs, 0, FrameFlags.None) };
            frame.Raw.Fill(value);
            new float[] { 1, 0, 0, 0 }.CopyTo(frame.Raw.Slice(Expression.Count));
            return frame;
        }

        internal static short[] Ramp(int count, int start = 0)
        {
            var samples = new short[count];
            for (int at = 0; at < count; at++)
            {
                samples[at] = (short)(start + at);
            }
            return samples;
        }

        internal static byte[] Bytes(short[] samples)
        {
            return MemoryMarshal.AsBytes<short>(samples).ToArray();
        }

        private static void Begin(MessagePackWriter writer, int fields, string kind, uint epoch, int rateHz)
        {
            writer.WriteMapHeader(fields);
            Header.Field(writer, "type", "stream_header");
            Header.Field(writer, "session", Session);
            Header.Field(writer, "server_id", "9f2c61d0a7be4411");
            Header.Field(writer, "kind", kind);
            Header.Field(writer, "epoch", epoch);
            Header.Field(writer, "rate_hz", rateHz);
        }
    }
}
