#nullable enable
using System;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.Mapping;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Rig;
using Mien.Core.Streams;
using Mien.Core.Time;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>
    /// Half an hour of one client on a simulated clock, over real connections: a second's motion, sound and pictures, speech
    /// on the way there, signs of life; interruptions, other sessions, broken streams. Its time passes as fast as it can.
    /// </summary>
    public sealed class SoakTests
    {
        private const int PatienceMs = 60_000;
        private const int Seconds = 1_800;
        private const int WarmUpSeconds = 315;
        private const int SessionSeconds = 90;
        private const long Second = 1_000_000_000;
        private const int MotionHz = 60;
        private const int EchoHz = 50;
        private const int PictureHz = 40;
        private const int RateHz = 16_000;

        private readonly Clock _clock = new Clock();
        private readonly JitterBuffer _buffer = new JitterBuffer();
        private readonly MotionFrame _frame = new MotionFrame();
        private readonly MotionFrame _face = new MotionFrame();
        private readonly ShapeMixer _mixer = new ShapeMixer(ShapeMatcher.Match(Expression.Names).Shapes);
        private readonly float[] _weights = new float[Expression.Count];
        private readonly float[] _samples = new float[RateHz];
        private readonly short[] _speech = Sample.Ramp(RateHz);
        private readonly byte[] _motion = Sample.MotionBytes(0.5f);
        private readonly byte[] _echo = new byte[2 * RateHz / EchoHz];
        private readonly byte[] _picture = new byte[4 * 16 * 16];
        private LoopbackDaemon _daemon = null!;
        private MienClient _client = null!;
        private MienSession _session = null!;
        private uint _epoch;
        private long _mediaNs;
        private long _motionSeq;
        private long _echoSeq;
        private long _pictureSeq;
        private long _accepted;
        private long _shown;
        private long _pictures;

        [Test]
        public void Half_an_hour_of_everything_grows_nothing()
        {
            using var daemon = _daemon = new LoopbackDaemon();
            using var client = _client = new MienClient(Options());
            client.Connect();
            Welcome();
            Open();
            long memory = 0;
            long grown = 0;
            int threads = 0;
            for (int second = 1; second <= Seconds; second++)
            {
                Perform();
                Disturb(second);
                // In the midst of a session: at its end the former one may still be in somebody's hand.
                if (second >= WarmUpSeconds && second % SessionSeconds == SessionSeconds / 2)
                {
                    memory = memory == 0 ? GC.GetTotalMemory(true) : memory;
                    threads = threads == 0 ? Threads() : threads;
                    grown = GC.GetTotalMemory(true) - memory;
                }
            }
            Assert.That(grown, Is.LessThan(100_000), "bytes in 24 minutes");
            // The runtime has threads of its own that come and go; a leak would be of dozens.
            Assert.That(Threads() - threads, Is.LessThan(15));
            Assert.That(client.Awaited, Is.LessThan(10), "requests that nobody answers");
            Assert.That(_shown, Is.EqualTo((long)MotionHz * Seconds));
            Assert.That(_pictures, Is.GreaterThan(Seconds / 2));
            Assert.That(daemon.Pushed, Is.EqualTo(2L * RateHz * Seconds));
            Assert.That((client.Malformed, _session.Motion.Lost, _session.Echo.Lost), Is.EqualTo((0L, 0L, 0L)));
            Assert.That(client.State, Is.EqualTo(ClientState.Connected));
        }

        private ClientOptions Options()
        {
            return new ClientOptions
            {
                ConnectionFile = _daemon.ConnectionFile,
                Transport = _daemon,
                Clock = _clock,
                FirstRetryMs = 1,
                LongestRetryMs = 5,
            };
        }

        private void Welcome()
        {
            _daemon.Accept(SocketKind.Control);
            const string Any = "tcp://a:1";
            _daemon.Say(
                "type", "welcome", "re", _daemon.Hear("hello")["id"], "protocol", new[] { 1, 0 }, "server", "soak", "server_id",
                "0123456789abcdef", "features", Array.Empty<int>(), "limits", Array.Empty<object?>(), "daemon_ns", 0, "motion", Any,
                "face", Any, "bake", Any, "heartbeat_s", 60);
        }

        /// <summary>Another session, and its streams from their beginning.</summary>
        private void Open()
        {
            _session = _client.OpenSession(new SessionOptions { AudioRateHz = RateHz, WantsEcho = true });
            _daemon.Say(
                "type", "opened", "re", _daemon.Hear("open_session")["id"], "session", Sample.Session, "look_ahead_ns", 0,
                "audio_credit", 1_000_000_000_000, "topics",
                new object?[] { "motion", "motion/k3v9/", "audio", "audio/k3v9/", "face", "face/k3v9/" });
            _daemon.Accept(SocketKind.Motion);
            _daemon.Accept(SocketKind.Face);
            _buffer.Reset();
            _epoch = 0;
            _mediaNs = _motionSeq = _echoSeq = _pictureSeq = _accepted = 0;
            Until(() => _session.State == SessionState.Open);
            Describe();
        }

        private void Describe()
        {
            _daemon.Send(SocketKind.Motion, Sample.MotionHeader(_epoch));
            _daemon.Send(SocketKind.Motion, Sample.AudioHeader(RateHz));
            _daemon.Send(SocketKind.Face, Sample.FaceHeader(16, 16));
        }

        /// <summary>One second of a performance, on both sides.</summary>
        private void Perform()
        {
            _session.PushAudio(_speech);
            for (int at = 0; at < MotionHz; at++)
            {
                _daemon.Send(SocketKind.Motion, Sample.Frame("motion", _epoch, _motionSeq++, _mediaNs + (at * Second / MotionHz), _motion));
            }
            for (int at = 0; at < EchoHz; at++)
            {
                _daemon.Send(SocketKind.Motion, Sample.Frame("audio", _epoch, _echoSeq++, _mediaNs + (at * Second / EchoHz), _echo, 0));
            }
            for (int at = 0; at < PictureHz; at++)
            {
                _daemon.Send(SocketKind.Face, Sample.Frame("face", _epoch, _pictureSeq++, _mediaNs + (at * Second / PictureHz), _picture));
            }
            _mediaNs += Second;
            _clock.Pass(Second);
            _accepted += RateHz;
            _daemon.Say("type", "audio_progress", "session", Sample.Session, "accepted", _accepted, "credit", 1_000_000_000_000);
            Answer();
            Show();
        }

        /// <summary>Hears the sign of life that is due by now, and gives one.</summary>
        private void Answer()
        {
            var ping = _daemon.Hear("ping");
            long clientNs = Convert.ToInt64(ping["client_ns"] is string told ? long.Parse(told.Substring(5)) : ping["client_ns"]);
            _daemon.Say("type", "pong", "re", ping["id"], "client_ns", clientNs, "received_ns", clientNs, "sent_ns", clientNs);
        }

        /// <summary>A second of a game.</summary>
        private void Show()
        {
            for (int frame = 0; frame < MotionHz; frame++)
            {
                Until(() => _session.Motion.TryRead(_frame));
                _buffer.Add(_frame);
                _buffer.Sample(_frame.Header.TimeNs, _face);
                _mixer.Mix(_face.Coefficients, _weights);
                _shown++;
            }
            Until(() => _session.Echo.End >= _mediaNs / Second * RateHz);
            _session.Echo.Read((_mediaNs / Second * RateHz) - RateHz, _samples);
            _pictures += _session.Pictures.TryTake(out Picture _) ? 1 : 0;
        }

        /// <summary>Events that do not happen every second.</summary>
        private void Disturb(int second)
        {
            if (second % 7 == 0)
            {
                Answer<ControlsSet> set = _session.SetControls(new Controls { HeadGain = 1 });
                var held = new object?[]
                {
                    "gaze_yaw_rad", 0, "gaze_pitch_rad", 0, "distance", 1, "head_gain", 1, "lips_gain", 1, "emotion", "neutral",
                    "emotion_strength", 0, "blink_rate_per_min", 10,
                };
                _daemon.Say(
                    "type", "controls_set", "re", _daemon.Hear("set_controls")["id"], "session", Sample.Session, "controls", held);
                Assert.That(set.Wait(PatienceMs) ? set.Error?.Message : "no answer", Is.Null);
            }
            if (second % 20 == 0)
            {
                Answer<Cancelled> cancelled = _session.Cancel();
                _epoch++;
                _daemon.Say("type", "cancelled", "re", _daemon.Hear("cancel")["id"], "session", Sample.Session, "epoch", _epoch, "time_ns", _mediaNs);
                Assert.That(cancelled.Wait(PatienceMs));
            }
            if (second % 50 == 0)
            {
                _daemon.Break(SocketKind.Face);
                _daemon.Accept(SocketKind.Face);
                _daemon.Send(SocketKind.Face, Sample.FaceHeader(16, 16));
            }
            if (second % SessionSeconds == 0)
            {
                // Nobody will answer the end of an utterance of a session that is over.
                _session.EndAudio();
                _session.Close();
                _daemon.Say("type", "closed", "re", _daemon.Hear("close_session")["id"], "session", Sample.Session);
                Open();
            }
        }

        private static int Threads()
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.Threads.Count;
        }

        private static void Until(Func<bool> isSo)
        {
            Assert.That(SpinWait.SpinUntil(isSo, PatienceMs), "waited in vain");
        }

        /// <summary>A clock in the test's hand, for any thread.</summary>
        private sealed class Clock : IClock
        {
            private long _nowNs = Second;

            public long NowNs => Interlocked.Read(ref _nowNs);

            internal void Pass(long ns)
            {
                Interlocked.Add(ref _nowNs, ns);
            }
        }
    }
}
