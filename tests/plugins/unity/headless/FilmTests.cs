#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>
    /// Films that are captured at a fixed rate: each frame takes as long as it takes, and what is seen and heard in them
    /// goes by the film's time.
    /// </summary>
    public sealed class FilmTests
    {
        private const float FrameS = 1 / 30f;
        private const double JawS = SpeakingDaemon.JawPeriodMs / 1000.0;

        private readonly Action<long> _wait = CaptureClock.Wait;
        private readonly List<float> _sound = new List<float>();
        private Theatre _theatre = null!;
        private int _filmed;

        [TearDown]
        public void End()
        {
            CaptureClock.Wait = _wait;
            _theatre.Dispose();
            _sound.Clear();
        }

        [TestCase(0.01, TestName = "A_face_keeps_to_a_film_that_is_made_fast")]
        [TestCase(1 / 30.0, TestName = "A_face_keeps_to_a_film_that_is_made_in_its_own_time")]
        [TestCase(0.1, TestName = "A_face_keeps_to_a_film_that_is_made_slowly")]
        public void A_face_keeps_to_a_film(double frameTakesS)
        {
            Begin(root => root.AddComponent<MienFace>());
            _theatre.Daemon.Speak(6);
            Capture(frameTakesS, 20);
            AssertSteps(Capture(frameTakesS, 90));
        }

        [TestCase(0.01, TestName = "Lips_and_sound_agree_in_a_film_that_is_made_fast")]
        [TestCase(1 / 30.0, TestName = "Lips_and_sound_agree_in_a_film_that_is_made_in_its_own_time")]
        [TestCase(0.1, TestName = "Lips_and_sound_agree_in_a_film_that_is_made_slowly")]
        public void Lips_and_sound_agree_in_a_film(double frameTakesS)
        {
            Begin(Theatre.Speaking);
            _theatre.Daemon.Speak(6);
            Capture(frameTakesS, 30, isSoundCaptured: true);
            int rateHz = HeadlessAudio.RateHz;
            int first = _sound.Count;
            List<double> seen = Capture(frameTakesS, 90, isSoundCaptured: true);
            AssertSteps(seen);
            Assert.That(_theatre.Voice.Stalls, Is.Zero);
            double rampS = SpeakingDaemon.RampSamples / (double)rateHz;
            double film = 30 * FrameS * rateHz;
            int compared = 0;
            for (int frame = 0; frame < seen.Count; frame++)
            {
                // The sound of a frame begins with it, and is mixed in blocks.
                int sample = (int)(film + (frame * FrameS * rateHz));
                float heard = _sound[sample];
                if (heard != 0 && _sound[sample + 1] > heard && !double.IsNaN(seen[frame]))
                {
                    double heardS = ((heard * 32_768) + (SpeakingDaemon.RampSamples / 2)) / rateHz;
                    double apart = Math.IEEERemainder(seen[frame] - heardS, rampS);
                    Assert.That(Math.Abs(apart), Is.LessThan(FrameS + 0.005), "in frame " + frame);
                    compared++;
                }
            }
            Assert.That(first, Is.GreaterThan(0));
            Assert.That(compared, Is.GreaterThan(60));
        }

        [Test]
        public void A_film_without_sound_is_kept_to_although_the_mixer_goes_on_by_itself()
        {
            Begin(Theatre.Speaking);
            _theatre.Daemon.Speak(9);
            Capture(0.1, 45);
            AssertSteps(Capture(0.1, 60));
        }

        [Test]
        public void After_a_film_the_face_is_that_of_the_world_again()
        {
            Begin(root => root.AddComponent<MienFace>());
            Capture(0.1, 60);
            Time.captureDeltaTime = 0;
            _theatre.Play(1);
            double behindS = (_theatre.Daemon.MediaNs - _theatre.Character.HeardNs) / 1e9;
            Assert.That(behindS, Is.EqualTo(_theatre.Character.BufferMs / 1e3).Within(0.02));
            Assert.That(_theatre.Logged, Is.Empty);
        }

        private void Begin(Action<GameObject> build)
        {
            _theatre = new Theatre(build);
            CaptureClock.Wait = Pass;
            _filmed = 0;
            _theatre.Play(2);
        }

        /// <summary>The media time that is seen in each frame, seconds, as the jaw tells it; NaN where it begins anew.</summary>
        private List<double> Capture(double frameTakesS, int frames, bool isSoundCaptured = false)
        {
            var seen = new List<double>();
            if (Time.captureDeltaTime == 0)
            {
                HeadlessAudio.BeginFilm();
                HeadlessAudio.Heard += (_, block) => _sound.AddRange(block.Where((_, at) => at % 2 == 0));
            }
            Time.captureDeltaTime = FrameS;
            for (int frame = 0; frame < frames; frame++)
            {
                long untilNs = _theatre.Clock.NowNs + (long)(frameTakesS * 1e9);
                if (!isSoundCaptured)
                {
                    HeadlessAudio.Advance(untilNs / 1e9);
                }
                Pass(untilNs - _theatre.Clock.NowNs);
                HeadlessLoop.Step(1);
                seen.Add(Seen());
                _filmed++;
                if (isSoundCaptured)
                {
                    HeadlessAudio.Render(_filmed * FrameS);
                }
            }
            return seen;
        }

        private void Pass(long ns)
        {
            _theatre.Clock.NowNs += ns;
            _theatre.Daemon.Deliver();
        }

        private double Seen()
        {
            double mediaS = _theatre.Character.HeardNs / 1e9;
            double periods = Math.Round(mediaS / JawS);
            bool isWrap = Math.Abs(mediaS - (periods * JawS)) < 0.05;
            return isWrap ? double.NaN : (Math.Floor(mediaS / JawS) * JawS) + (_theatre.Rig.Weight("jawOpen") / 100 * JawS);
        }

        private static void AssertSteps(List<double> seen)
        {
            int first = seen.FindIndex(each => !double.IsNaN(each));
            for (int frame = first; frame < seen.Count; frame++)
            {
                if (!double.IsNaN(seen[frame]))
                {
                    double expected = seen[first] + ((frame - first) * FrameS);
                    Assert.That(seen[frame], Is.EqualTo(expected).Within(0.04), "in frame " + frame);
                }
            }
        }
    }
}
