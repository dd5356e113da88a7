#nullable enable
using System;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Rig;
using Mien.Core.Time;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class MotionPlayerTests
    {
        private const long FrameNs = 16_666_667;
        private const long Ms = 1_000_000;

        private static readonly int JawOpen = Expression.IndexOf("jawOpen");

        private readonly ClockOffset _same = new ClockOffset();
        private MienClient _client = null!;
        private Wire _wire = null!;
        private MotionPlayer _player = null!;
        private SilentPlayout _playout = null!;

        [SetUp]
        public void Open()
        {
            _client = new MienClient();
            MienSession session = _client.OpenSession(new SessionOptions());
            _wire = new Wire(session);
            _player = new MotionPlayer();
            _player.Play(session.Motion);
            _playout = new SilentPlayout();
            _same.Reset();
            _same.Add(0, 0, 0, 0);
        }

        [TearDown]
        public void Close()
        {
            _client.Dispose();
        }

        [Test]
        public void Nothing_is_shown_before_anything_came()
        {
            Update(0);
            Assert.That(_player.HasFace, Is.False);
        }

        [Test]
        public void Between_frames_is_interpolated()
        {
            for (int frame = 0; frame < 30; frame++)
            {
                _wire.Send(frame * FrameNs, frame * FrameNs, FrameFlags.None, JawOpen, frame / 100f);
                Update((frame * FrameNs) + (8 * Ms));
            }
            long shownNs = (29 * FrameNs) + (8 * Ms) - (60 * Ms);
            Assert.That(_player.HeardNs, Is.EqualTo(shownNs).Within(Ms / 100));
            Assert.That(Jaw, Is.EqualTo(shownNs / (double)FrameNs / 100).Within(1e-4));
        }

        [Test]
        public void An_offset_shifts_what_is_shown_not_what_is_heard()
        {
            for (int frame = 0; frame < 60; frame++)
            {
                _wire.Send(frame * FrameNs, frame * FrameNs, FrameFlags.None, JawOpen, frame / 100f);
                _player.Update(FrameTime.Live(frame * FrameNs), _same, _playout, 60, 100);
            }
            Assert.That(_player.HeardNs, Is.EqualTo((59 * FrameNs) - (60 * Ms)).Within(Ms / 100));
            Assert.That(Jaw, Is.EqualTo((_player.HeardNs - (100 * Ms)) / (double)FrameNs / 100).Within(1e-4));
        }

        [Test]
        public void A_hitch_of_the_game_moves_no_lips_late()
        {
            for (int frame = 0; frame < 60; frame++)
            {
                _wire.Send(frame * FrameNs, frame * FrameNs, FrameFlags.None, JawOpen, frame / 100f);
                if (frame < 30 || frame > 50)
                {
                    Update(frame * FrameNs);
                }
            }
            Assert.That(_player.HeardNs, Is.EqualTo((59 * FrameNs) - (60 * Ms)).Within(Ms / 100));
        }

        [Test]
        public void After_an_interruption_the_face_goes_smoothly_from_where_it_was()
        {
            for (int frame = 0; frame < 60; frame++)
            {
                _wire.Send(frame * FrameNs, frame * FrameNs, FrameFlags.None, JawOpen, 0.8f);
                Update(frame * FrameNs);
            }
            long nowNs = 60 * FrameNs;
            long timeNs = nowNs + (200 * Ms);
            _wire.Interrupt(timeNs);
            float before = Jaw;
            bool wasInterrupted = false;
            for (int frame = 0; frame < 12; frame++, nowNs += FrameNs)
            {
                _wire.Send(timeNs + (frame * FrameNs), nowNs, FrameFlags.Interrupted | FrameFlags.Idle, JawOpen, 0);
                Update(nowNs);
                wasInterrupted |= _player.IsInterrupted;
                Assert.That(Math.Abs(Jaw - before), Is.LessThan(0.15f), "frame " + frame);
                before = Jaw;
            }
            Assert.That(wasInterrupted, Is.True);
            Assert.That(Jaw, Is.Zero, "after 200 ms");
        }

        [Test]
        public void A_pause_of_the_sound_waits_for_it()
        {
            var paused = new FrozenPlayout();
            for (int frame = 0; frame < 600; frame++)
            {
                _wire.Send(frame * FrameNs, frame * FrameNs, FrameFlags.None, JawOpen, frame / 1000f);
                paused.HeardNs = Math.Min(frame, 60) * FrameNs;
                _player.Update(FrameTime.Live(frame * FrameNs), _same, paused, 0, 0);
            }
            Assert.That(Jaw, Is.EqualTo(0.06f).Within(1e-5f), "nothing that belongs there was dropped");
            paused.HeardNs = 300 * FrameNs;
            for (int frame = 0; frame < 5; frame++)
            {
                _player.Update(FrameTime.Live((600 + (2 * frame)) * FrameNs), _same, paused, 0, 0);
            }
            Assert.That(Jaw, Is.EqualTo(0.3f).Within(1e-5f));
            Assert.That(_player.Lost, Is.Zero);
        }

        [Test]
        public void Another_session_begins_anew()
        {
            for (int frame = 0; frame < 60; frame++)
            {
                _wire.Send(frame * FrameNs, frame * FrameNs, FrameFlags.None, JawOpen, 0.5f);
                Update(frame * FrameNs);
            }
            MienSession other = _client.OpenSession(new SessionOptions());
            var wire = new Wire(other);
            _player.Play(other.Motion);
            _playout.Restart(0);
            for (int frame = 60; frame < 120; frame++)
            {
                wire.Send((frame - 60) * FrameNs, frame * FrameNs, FrameFlags.Idle, JawOpen, 0.25f);
                Update(frame * FrameNs);
                Assert.That(Jaw, Is.InRange(0.25f - 1e-6f, 0.5f + 1e-6f));
            }
            Assert.That(Jaw, Is.EqualTo(0.25f));
        }

        private float Jaw => _player.Face.Coefficients[JawOpen];

        private void Update(long nowNs)
        {
            _player.Update(FrameTime.Live(nowNs), _same, _playout, 60, 0);
        }

        /// <summary>Playback whose position is in the test's hand.</summary>
        private sealed class FrozenPlayout : IPlayout
        {
            internal long HeardNs { get; set; }

            public void Begin(in FrameTime frame)
            {
            }

            public void Follow(long offsetNs, long bufferNs, bool isSpeaking)
            {
            }

            public void Restart(long fromNs)
            {
            }

            public bool TryHeard(long nowNs, out long mediaNs)
            {
                mediaNs = HeardNs;
                return true;
            }
        }
    }
}
