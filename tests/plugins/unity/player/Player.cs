#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Mien.Core;
using Mien.Core.Bake;
using Mien.Core.Client;
using Mien.Core.Mapping;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Streams;
using Mien.Core.Wire;

namespace Mien.Player
{
    /// <summary>A client and one session, and what can be told to do with them.</summary>
    internal sealed class Player : IDisposable
    {
        private const int PatienceMs = 120_000;

        private readonly MienClient _client;
        private readonly MotionFrame _frame = new MotionFrame();
        private MienSession? _session;
        private WatchedSession? _watched;
        private Answer<AudioEnded>? _ended;

        internal Player(ClientOptions options)
        {
            _client = new MienClient(options);
        }

        private bool IsOver => _session != null && _session.State != SessionState.Open;

        private MienSession Session => _session ?? throw new MienException("no session was opened");

        public void Dispose()
        {
            _client.Dispose();
        }

        /// <summary>Does what a command says; returns what came of it.</summary>
        internal string Obey(string[] command)
        {
            try
            {
                return Do(command).ToString();
            }
            catch (MienException error)
            {
                return Line().With("error", error.Message).ToString();
            }
        }

        private JsonLine Do(string[] command)
        {
            switch (command[0])
            {
                case "connect":
                    _client.Connect();
                    return Line();
                case "state":
                    return State();
                case "until":
                    return Until(command[1], command[2]);
                case "lost":
                    long lost = long.Parse(command[1]);
                    Await(() => Session.Motion.Lost >= lost, "so many to be lost");
                    return State();
                case "open":
                    return Open(command);
                case "push":
                    Session.PushAudio(Samples(command[1]));
                    return Line();
                case "end":
                    _ended = Session.EndAudio();
                    return Line();
                case "ended":
                    return Answered(_ended!, ended => Line().With("samples", ended.Samples));
                case "cancel":
                    return Answered(
                        Session.Cancel(),
                        cancelled => Line().With("epoch", cancelled.Epoch).With("time_ns", cancelled.TimeNs));
                case "say":
                    return Answered(
                        Session.Say(string.Join(" ", command, 1, command.Length - 1)),
                        said => Line().With("samples", said.Samples).With("audio_rate_hz", said.AudioRateHz));
                case "motion":
                    return Motion(Session.Motion, until: command[1]);
                case "watch":
                    _watched = _client.Watch(SessionName.Parse(command[1]));
                    Await(() => _watched.Motion.Header != null, "the stream to begin");
                    return Line();
                case "watched":
                    return Motion(_watched!.Motion, until: command[1]);
                case "mesh":
                    return Mesh();
                case "picture":
                    return Picture();
                case "echo":
                    return Echo(long.Parse(command[1]), int.Parse(command[2]));
                case "controls":
                    var controls = new Controls { LipsGain = double.Parse(command[1], CultureInfo.InvariantCulture) };
                    return Answered(Session.SetControls(controls), set => Line().With("lips_gain", $"{set.Controls.LipsGain}"));
                case "sessions":
                    return Answered(_client.Snapshot(), reply => Line().With("sessions", reply.Sessions.Count));
                case "bake":
                    return Bake(command);
                case "presets":
                    return Presets();
                case "close":
                    Session.Close();
                    return State();
                default:
                    throw new MienException("there is no command " + command[0]);
            }
        }

        private JsonLine State()
        {
            JsonLine line = Line()
                .With("client", _client.State.ToString())
                .With("trouble", _client.Trouble)
                .With("server_id", _client.Welcome?.ServerId)
                .With("malformed", _client.Malformed)
                .With("clock", _client.Clock.IsKnown);
            if (_session is MienSession session)
            {
                line.With("session", session.Name.ToString())
                    .With("state", session.State.ToString())
                    .With("lost_why", session.Error?.Message)
                    .With("waiting", session.WaitingSamples)
                    .With("lost", session.Motion.Lost)
                    .With("stale", session.Motion.Stale)
                    .With("echo_end", session.Echo.End);
            }
            return line;
        }

        private JsonLine Until(string what, string value)
        {
            string named = "\"" + what + "\": ";
            Await(
                () => State().ToString() is string told && (told.Contains(named + value) || told.Contains(named + "\"" + value)),
                what + " " + value);
            return State();
        }

        private JsonLine Open(string[] command)
        {
            var options = new SessionOptions();
            for (int at = 1; at < command.Length; at++)
            {
                string[] pair = command[at].Split('=');
                Set(options, pair[0], pair[1]);
            }
            _session = _client.OpenSession(options);
            Await(() => _session.State != SessionState.Opening, "the session to open");
            bool isFaceAwaited = options.Face != null;
            Await(
                () => _session.Motion.Header != null && (!isFaceAwaited || _session.Pictures.Header != null)
                    && (!options.WantsEcho || _session.Echo.Header != null),
                "the streams to begin");
            return State();
        }

        private static void Set(SessionOptions options, string name, string value)
        {
            switch (name)
            {
                case "pace":
                    options.Pace = value == "speak" ? Pace.Speak : Pace.Live;
                    break;
                case "seed":
                    options.Seed = long.Parse(value);
                    break;
                case "rate_hz":
                    options.RateHz = int.Parse(value);
                    break;
                case "audio_rate_hz":
                    options.AudioRateHz = int.Parse(value);
                    break;
                case "echo":
                    options.WantsEcho = value == "true";
                    break;
                case "avatar":
                    options.Avatar = File.ReadAllBytes(value);
                    options.Face ??= new FaceOptions();
                    break;
                case "layout":
                    options.Face!.Layout = (FaceLayout)Enum.Parse(typeof(FaceLayout), value, true);
                    break;
                case "size":
                    options.Face!.Size = int.Parse(value);
                    break;
                case "format":
                    options.Face!.Format = value == "jpeg" ? PictureFormat.Jpeg : PictureFormat.Rgba8;
                    break;
                default:
                    throw new MienException("a session has no " + name);
            }
        }

        /// <summary>All frames as they come, until one has a flag, or until there are so many.</summary>
        private JsonLine Motion(MotionInbox inbox, string until)
        {
            var frames = new List<string>();
            bool isCounted = int.TryParse(until, out int count);
            FrameFlags awaited = isCounted ? FrameFlags.None : (FrameFlags)Enum.Parse(typeof(FrameFlags), until);
            while (!isCounted || frames.Count < count)
            {
                bool isThere = false;
                SpinWait.SpinUntil(() => (isThere = inbox.TryRead(_frame)) || IsOver, PatienceMs);
                if (!isThere)
                {
                    return Line().With("error", "no more motion").Raw("frames", Array(frames));
                }
                frames.Add(Told(_frame));
                if (!isCounted && (_frame.Header.Flags & awaited) != 0)
                {
                    break;
                }
            }
            return Line().Raw("frames", Array(frames));
        }

        private JsonLine Mesh()
        {
            FaceMesh mesh = Session.Pictures.Header!.Mesh!;
            float[] uv = new List<float>(mesh.Uv).ToArray();
            int[] triangles = new List<int>(mesh.Triangles).ToArray();
            return Line()
                .With("uv", MemoryMarshal.AsBytes<float>(uv))
                .With("triangles", MemoryMarshal.AsBytes<int>(triangles))
                .With("openings", mesh.Openings)
                .With("landmarks", mesh.Landmarks.Count)
                .With("uv_layout", mesh.UvLayout);
        }

        private JsonLine Picture()
        {
            Picture picture = null!;
            Await(() => Session.Pictures.TryTake(out picture), "a picture");
            return Line()
                .With("seq", picture.Header.Seq)
                .With("time_ns", picture.Header.TimeNs)
                .With("width", picture.Stream!.Width)
                .With("height", picture.Stream.Height)
                .With("jpeg", picture.Jpeg)
                .With("bytes", new ReadOnlySpan<byte>(picture.Bytes, 0, picture.Length));
        }

        private JsonLine Bake(string[] command)
        {
            var wishes = new SessionOptions();
            for (int at = 2; at < command.Length; at++)
            {
                string[] pair = command[at].Split('=');
                Set(wishes, pair[0], pair[1]);
            }
            using var job = new BakeJob(_client.Options, wishes, Samples(command[1]).ToArray());
            Await(() => job.IsDone, "the bake");
            var frames = new List<string>();
            for (int at = 0; at < job.Motion.Count; at++)
            {
                job.Motion.Read(at, _frame);
                frames.Add(Told(_frame));
            }
            return Line().With("progress", (long)(100 * job.Progress)).Raw("frames", Array(frames));
        }

        private static JsonLine Presets()
        {
            JsonLine presets = Line();
            foreach (ShapePreset preset in ShapePresets.All)
            {
                JsonLine shapes = Line();
                foreach (ShapeRule rule in preset.Rules)
                {
                    JsonLine weights = Line();
                    foreach (ShapeTerm term in rule.Terms)
                    {
                        string weight = term.Weight.ToString(CultureInfo.InvariantCulture);
                        weights.Raw(Expression.Names[term.Coefficient], weight);
                    }
                    shapes.Raw(rule.Shape, weights.ToString());
                }
                presets.Raw(preset.Name, shapes.ToString());
            }
            return presets;
        }

        private JsonLine Echo(long position, int count)
        {
            var samples = new float[count];
            int there = Session.Echo.Read(position, samples);
            return Line().With("there", there).With("samples", MemoryMarshal.AsBytes<float>(samples));
        }

        private static string Told(MotionFrame frame)
        {
            FrameHeader header = frame.Header;
            return new JsonLine()
                .With("epoch", header.Epoch)
                .With("seq", header.Seq)
                .With("time_ns", header.TimeNs)
                .With("flags", (long)header.Flags)
                .With("numbers", MemoryMarshal.AsBytes(frame.Raw))
                .ToString();
        }

        private static string Array(List<string> items)
        {
            return "[" + string.Join(", ", items) + "]";
        }

        private static ReadOnlySpan<short> Samples(string path)
        {
            return MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(path));
        }

        private static JsonLine Answered<T>(Answer<T> answer, Func<T, JsonLine> tell)
        {
            return answer.Wait(PatienceMs) ? tell(answer.Value) : throw new MienException("no answer came");
        }

        private static void Await(Func<bool> isSo, string what)
        {
            if (!SpinWait.SpinUntil(isSo, PatienceMs))
            {
                throw new MienException("waited in vain for " + what);
            }
        }

        private static JsonLine Line()
        {
            return new JsonLine();
        }
    }
}
