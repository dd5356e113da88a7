#nullable enable
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Tests
{
    /// <summary>Messages of a daemon, once read, in the words of the wire.</summary>
    internal static class Told
    {
        internal static Dictionary<string, object?> Of(MessageType type, in HeaderMap map)
        {
            switch (type)
            {
                case MessageType.Welcome:
                    return Of(new Welcome(map));
                case MessageType.Pong:
                    var pong = new Pong(map);
                    return Members("pong", ("re", pong.Re), ("client_ns", pong.ClientNs), ("received_ns", pong.ReceivedNs), ("sent_ns", pong.SentNs));
                case MessageType.Error:
                    return Of(new ErrorReply(map));
                case MessageType.Opened:
                    return Of(new Opened(map));
                case MessageType.Closed:
                    var closed = new Closed(map);
                    return Members("closed", ("re", closed.Re), ("session", closed.Session));
                case MessageType.SessionEnded:
                    var over = new SessionEnded(map);
                    return Members("session_ended", ("session", over.Session), ("code", over.Code), ("message", over.Message));
                case MessageType.AudioProgress:
                    var progress = new AudioProgress(map);
                    return Members(
                        "audio_progress", ("session", progress.Session), ("accepted", progress.Accepted), ("credit", progress.Credit));
                case MessageType.AudioEnded:
                    var ended = new AudioEnded(map);
                    return Members("audio_ended", ("re", ended.Re), ("session", ended.Session), ("samples", ended.Samples));
                case MessageType.Said:
                    var said = new Said(map);
                    return Members(
                        "said", ("re", said.Re), ("session", said.Session), ("samples", said.Samples), ("audio_rate_hz", said.AudioRateHz));
                case MessageType.ControlsSet:
                    var set = new ControlsSet(map);
                    return Members("controls_set", ("re", set.Re), ("session", set.Session), ("controls", Of(set.Controls)));
                case MessageType.Cancelled:
                    var cancelled = new Cancelled(map);
                    return Members(
                        "cancelled", ("re", cancelled.Re), ("session", cancelled.Session), ("epoch", cancelled.Epoch), ("time_ns", cancelled.TimeNs));
                default:
                    return OfOthers(type, map);
            }
        }

        private static Dictionary<string, object?> OfOthers(MessageType type, in HeaderMap map)
        {
            switch (type)
            {
                case MessageType.SnapshotReply:
                    return Of(new SnapshotReply(map));
                case MessageType.StreamHeader:
                    return Of(Header(map));
                case MessageType.Keepalive:
                    var alive = new Keepalive(map);
                    return Members(
                        "keepalive", ("session", alive.Session), ("epoch", alive.Epoch), ("next_seq", alive.NextSeq), ("daemon_ns", alive.DaemonNs));
                case MessageType.BakeOpened:
                    var opened = new BakeOpened(map);
                    Dictionary<string, object?> told = Members("bake_opened", ("re", opened.Re), ("session", opened.Session));
                    Add(told, opened.Layout);
                    told["audio_credit"] = Tree.Number(opened.AudioCredit);
                    return told;
                case MessageType.BakeChunk:
                    var chunk = new BakeChunk(map);
                    return Members(
                        "bake_chunk", ("session", chunk.Session), ("first_frame", chunk.FirstFrame), ("count", chunk.Count));
                case MessageType.BakeEnd:
                    var end = new BakeEnd(map);
                    return Members("bake_end", ("session", end.Session), ("frames", end.Frames), ("crc32", end.Crc32));
                default:
                    throw new NUnit.Framework.AssertionException("no daemon says " + type);
            }
        }

        private static StreamHeader Header(in HeaderMap map)
        {
            switch ((StreamKind)map.Choice("kind", Names.StreamKinds))
            {
                case StreamKind.Motion:
                    return new MotionStreamHeader(map);
                case StreamKind.Face:
                    return new FaceStreamHeader(map);
                default:
                    return new AudioStreamHeader(map);
            }
        }

        private static Dictionary<string, object?> Of(Welcome welcome)
        {
            var limits = new Dictionary<string, object?>();
            Limits usual = Limits.Default;
            AddIfOther(limits, "audio_samples", welcome.Limits.AudioSamples, usual.AudioSamples);
            AddIfOther(limits, "text_chars", welcome.Limits.TextChars, usual.TextChars);
            return Members(
                "welcome",
                ("re", welcome.Re),
                ("protocol", new List<object?> { (double)welcome.Version.Major, (double)welcome.Version.Minor }),
                ("server", welcome.Server),
                ("server_id", welcome.ServerId),
                ("features", new List<object?>(welcome.Features)),
                ("limits", limits),
                ("daemon_ns", welcome.DaemonNs),
                ("motion", welcome.Motion),
                ("face", welcome.Face),
                ("bake", welcome.Bake),
                ("heartbeat_s", welcome.HeartbeatS));
        }

        private static Dictionary<string, object?> Of(ErrorReply error)
        {
            return Members(
                "error",
                ("re", error.Re),
                ("code", error.Code),
                ("message", error.Message),
                ("hint", error.Hint),
                ("retryable", error.IsRetryable),
                ("session", error.Session.IsEmpty ? null : error.Session.ToString()));
        }

        private static Dictionary<string, object?> Of(Opened opened)
        {
            var topics = new Dictionary<string, object?>
            {
                ["motion"] = opened.Topics.Motion,
                ["face"] = opened.Topics.Face,
                ["audio"] = opened.Topics.Audio,
            };
            return Members(
                "opened",
                ("re", opened.Re),
                ("session", opened.Session),
                ("topics", topics),
                ("look_ahead_ns", opened.LookAheadNs),
                ("audio_credit", opened.AudioCredit),
                ("avatar_sha256", opened.AvatarSha256));
        }

        private static Dictionary<string, object?> Of(Controls controls)
        {
            double? blinks = controls.BlinkRatePerMin;
            var told = new Dictionary<string, object?>
            {
                ["gaze_yaw_rad"] = controls.GazeYawRad,
                ["gaze_pitch_rad"] = controls.GazePitchRad,
                ["distance"] = controls.Distance,
                ["head_gain"] = controls.HeadGain,
                ["lips_gain"] = controls.LipsGain,
                ["emotion"] = controls.Emotion.ToString()!.ToLowerInvariant(),
                ["emotion_strength"] = controls.EmotionStrength,
                ["blink_rate_per_min"] = blinks is double rate && double.IsNaN(rate) ? null : blinks,
            };
            // A daemon of version 1.0 does not name these.
            AddIfGiven(told, "manner", controls.Manner?.ToString().ToLowerInvariant());
            AddIfGiven(told, "affect", controls.Affect);
            AddIfGiven(told, "activity", controls.Activity?.ToString().ToLowerInvariant());
            return told;
        }

        private static Dictionary<string, object?> Of(SnapshotReply reply)
        {
            var sessions = new List<object?>();
            foreach (SessionSnapshot session in reply.Sessions)
            {
                var next = new Dictionary<string, object?>();
                foreach (KeyValuePair<string, long> topic in session.NextSeq)
                {
                    next[topic.Key] = Tree.Number(topic.Value);
                }
                sessions.Add(new Dictionary<string, object?>
                {
                    ["session"] = session.Session.ToString(),
                    ["epoch"] = (double)session.Epoch,
                    ["next_seq"] = next,
                    ["motion"] = Untyped(session.Motion),
                    ["face"] = Untyped(session.Face),
                    ["audio"] = Untyped(session.Audio),
                });
            }
            return Members("snapshot_reply", ("re", reply.Re), ("sessions", sessions));
        }

        private static Dictionary<string, object?>? Untyped(StreamHeader? header)
        {
            Dictionary<string, object?>? told = header is null ? null : Of(header);
            told?.Remove("type");
            return told;
        }

        private static Dictionary<string, object?> Of(StreamHeader header)
        {
            Dictionary<string, object?> told = Members(
                "stream_header",
                ("session", header.Session),
                ("server_id", header.ServerId),
                ("kind", header.Kind.ToString().ToLowerInvariant()),
                ("epoch", header.Epoch),
                ("rate_hz", header.RateHz));
            if (header is MotionStreamHeader motion)
            {
                Add(told, motion.Layout);
            }
            else if (header is FaceStreamHeader face)
            {
                Add(told, face);
            }
            else
            {
                told["layout"] = "i2";
            }
            return told;
        }

        private static void Add(Dictionary<string, object?> told, MotionLayout layout)
        {
            told["layout"] = layout.HasLatents ? "m1l" : "m1";
            told["expression_names"] = new List<object?>(layout.ExpressionNames);
            told["latent_model"] = layout.LatentModel;
            told["latent_size"] = (double)layout.LatentSize;
        }

        private static void Add(Dictionary<string, object?> told, FaceStreamHeader face)
        {
            told["layout"] = face.Format.ToString().ToLowerInvariant();
            told["width"] = (double)face.Width;
            told["height"] = (double)face.Height;
            told["face_layout"] = face.Layout.ToString().ToLowerInvariant();
            told["color"] = "srgb";
            told["origin"] = "top";
            told["alpha"] = face.HasAlpha ? "straight" : "none";
            told["mesh"] = face.Mesh is null ? null : Of(face.Mesh);
        }

        private static Dictionary<string, object?> Of(FaceMesh mesh)
        {
            var landmarks = new Dictionary<string, object?>();
            foreach (KeyValuePair<string, int> landmark in mesh.Landmarks)
            {
                landmarks[landmark.Key] = (double)landmark.Value;
            }
            var placement = new List<object?>();
            foreach (double side in mesh.Placement)
            {
                placement.Add(side);
            }
            return new Dictionary<string, object?>
            {
                ["uv"] = Bytes<float>(mesh.Uv),
                ["triangles"] = Bytes<int>(mesh.Triangles),
                ["placement"] = placement,
                ["openings"] = (double)mesh.Openings,
                ["positions"] = mesh.Positions is null ? null : Bytes<float>(mesh.Positions),
                ["landmarks"] = landmarks,
                ["uv_layout"] = mesh.UvLayout,
            };
        }

        private static string Bytes<T>(IReadOnlyList<T> numbers)
            where T : struct
        {
            return Tree.Hexadecimal(MemoryMarshal.AsBytes<T>(new List<T>(numbers).ToArray()));
        }

        private static void AddIfGiven(Dictionary<string, object?> told, string name, object? value)
        {
            if (value != null)
            {
                told[name] = value;
            }
        }

        private static void AddIfOther(Dictionary<string, object?> limits, string name, int limit, int usual)
        {
            if (limit != usual)
            {
                limits[name] = (double)limit;
            }
        }

        private static Dictionary<string, object?> Members(string type, params (string Name, object? Value)[] members)
        {
            var told = new Dictionary<string, object?> { ["type"] = type };
            foreach ((string name, object? value) in members)
            {
                told[name] = Plain(value);
            }
            return told;
        }

        private static object? Plain(object? value)
        {
            switch (value)
            {
                case long number:
                    return Tree.Number(number);
                case int number:
                    return (double)number;
                case uint number:
                    return (double)number;
                case SessionName session:
                    return session.ToString();
                default:
                    return value;
            }
        }
    }
}
