#nullable enable
using System;
using System.Runtime.InteropServices;
using Mien.Core.Client;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Streams;
using Mien.Core.Wire;

namespace Mien.Tests
{
    /// <summary>Messages of a daemon, put into a session without a wire.</summary>
    internal sealed class Wire
    {
        private const int LookAheadMs = 110;

        private readonly MienSession _session;
        private readonly MotionFrame _frame = new MotionFrame();
        private long _motionSeq;
        private long _echoSeq;
        private long _pictureSeq;

        /// <summary>The session is open, and its streams have begun.</summary>
        internal Wire(MienSession session)
        {
            _session = session;
            if (session.State == SessionState.Opening)
            {
                session.Begin(Opened());
            }
            Motion.TakeHeader(Header("motion", session.Options.RateHz, writer =>
            {
                Text(writer, "layout", "m1");
                writer.Write("expression_names");
                writer.WriteArrayHeader(Expression.Count);
                foreach (string name in Expression.Names)
                {
                    writer.Write(name);
                }
                Number(writer, "latent_size", 0);
            }, 3));
            Echo.TakeHeader(Header("audio", session.Options.AudioRateHz, writer => Text(writer, "layout", "i2"), 1));
        }

        internal uint Epoch { get; private set; }

        private IStreamInbox Motion => _session.Motion;

        private IStreamInbox Echo => _session.Echo;

        private IStreamInbox Pictures => _session.Pictures;

        /// <summary>Sends a face.</summary>
        internal void Send(long timeNs, long daemonNs, FrameFlags flags, Action<MotionFrame> shape)
        {
            _frame.Raw.Clear();
            _frame.Raw[Expression.Count] = 1;
            shape(_frame);
            var header = new FrameHeader(Epoch, _motionSeq++, timeNs, daemonNs, flags);
            Motion.TakeFrame(header, MemoryMarshal.AsBytes(_frame.Raw));
        }

        /// <summary>Sends a face of which one coefficient is known.</summary>
        internal void Send(long timeNs, long daemonNs, FrameFlags flags, int coefficient, float value)
        {
            _frame.Raw.Clear();
            _frame.Raw[Expression.Count] = 1;
            _frame.Raw[coefficient] = value;
            var header = new FrameHeader(Epoch, _motionSeq++, timeNs, daemonNs, flags);
            Motion.TakeFrame(header, MemoryMarshal.AsBytes(_frame.Raw));
        }

        /// <summary>Sends sound.</summary>
        internal void SendEcho(long timeNs, ReadOnlySpan<short> samples)
        {
            Echo.TakeFrame(new FrameHeader(Epoch, _echoSeq++, timeNs, 0, FrameFlags.None, 0), MemoryMarshal.AsBytes(samples));
        }

        /// <summary>Begins a stream of pictures.</summary>
        internal void BeginPictures(int width, int height, string format, bool hasAlpha, string layout = "portrait")
        {
            Pictures.TakeHeader(Header("face", 40, writer =>
            {
                Text(writer, "layout", format);
                Number(writer, "width", width);
                Number(writer, "height", height);
                Text(writer, "face_layout", layout);
                Text(writer, "color", "srgb");
                Text(writer, "origin", "top");
                Text(writer, "alpha", hasAlpha ? "straight" : "none");
                if (layout == "texture")
                {
                    writer.Write("mesh");
                    FlatFace.Write(writer);
                }
            }, layout == "texture" ? 8 : 7));
        }

        /// <summary>Sends a picture.</summary>
        internal void SendPicture(long timeNs, byte[] payload, long? jpegLength = null)
        {
            var header = new FrameHeader(Epoch, _pictureSeq++, timeNs, 0, FrameFlags.None, jpegLength);
            Pictures.TakeFrame(header, payload);
        }

        /// <summary>The session is interrupted at a media time.</summary>
        internal void Interrupt(long timeNs)
        {
            Epoch++;
            Motion.BeginEpoch(Epoch, timeNs);
            Echo.BeginEpoch(Epoch, timeNs);
            Pictures.BeginEpoch(Epoch, timeNs);
        }

        private static Opened Opened()
        {
            var writer = new MessagePackWriter();
            writer.WriteMapHeader(6);
            Text(writer, "type", "opened");
            Number(writer, "re", 1);
            Text(writer, "session", "test");
            writer.Write("topics");
            writer.WriteMapHeader(1);
            Text(writer, "motion", "motion/test/");
            Number(writer, "look_ahead_ns", LookAheadMs * 1_000_000L);
            // What is pushed waits, and can be counted.
            Number(writer, "audio_credit", 0);
            MessageTypes.Read(writer.Written.ToArray(), out HeaderMap map);
            return new Opened(map);
        }

        private static HeaderMap Header(string kind, long rateHz, Action<MessagePackWriter> rest, int fields)
        {
            var writer = new MessagePackWriter();
            writer.WriteMapHeader(6 + fields);
            Text(writer, "type", "stream_header");
            Text(writer, "session", "test");
            Text(writer, "server_id", "0123456789abcdef");
            Text(writer, "kind", kind);
            Number(writer, "epoch", 0);
            Number(writer, "rate_hz", rateHz);
            rest(writer);
            MessageTypes.Read(writer.Written.ToArray(), out HeaderMap map);
            return map;
        }

        private static void Text(MessagePackWriter writer, string key, string value)
        {
            writer.Write(key);
            writer.Write(value);
        }

        private static void Number(MessagePackWriter writer, string key, long value)
        {
            writer.Write(key);
            writer.Write(value);
        }
    }
}
