#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>The face that is shown belongs to the sound that is heard, whatever lies between mixing and hearing.</summary>
    public sealed class LipSyncTests
    {
        private const double ToleranceS = 0.020;

        [Test]
        public void Lips_follow_what_is_heard(
            [Values(0, 40, 150, 300, 500)] int loudspeakerMs, [Values(0, 40)] int jitterMs)
        {
            HeadlessAudio.LoudspeakerS = loudspeakerMs / 1000.0;
            using var theatre = new Theatre();
            theatre.Voice.OutputLatencyMs = loudspeakerMs;
            AssertInStep(theatre, jitterMs);
        }

        [TestCase(256, 4, 48_000)]
        [TestCase(2048, 4, 48_000)]
        [TestCase(4096, 7, 48_000)]
        [TestCase(441, 4, 44_100)]
        [TestCase(512, 2, 24_000)]
        [TestCase(1024, 4, 96_000)]
        public void Whatever_blocks_the_mixer_has(int length, int count, int rateHz)
        {
            HeadlessAudio.Configure(rateHz, length, count);
            using var theatre = new Theatre();
            AssertInStep(theatre, jitterMs: 30);
        }

        [Test]
        public void A_mixer_that_asks_unevenly_is_seen_through()
        {
            var random = new System.Random(23);
            HeadlessAudio.Lateness = _ => random.NextDouble() * 0.018;
            using var theatre = new Theatre();
            AssertInStep(theatre, jitterMs: 20);
        }

        [Test]
        public void Without_knowing_of_it_a_slow_loudspeaker_is_seen()
        {
            HeadlessAudio.LoudspeakerS = 0.2;
            using var theatre = new Theatre();
            List<double> apart = Apart(theatre, 0);
            Assert.That(apart.Average(), Is.EqualTo(0.2).Within(ToleranceS), "or this test could not fail");
        }

        [TestCase(0.001)]
        [TestCase(-0.001)]
        public void Clocks_that_disagree_are_followed_for_a_minute_of_speech(double drift)
        {
            using var theatre = new Theatre();
            theatre.Daemon.Drift = drift;
            var listener = new Listener(48_000);
            theatre.Play(1);
            theatre.Daemon.Speak(60);
            List<double> apart = Measure(theatre, listener, 62);
            Assert.That(apart.Count, Is.GreaterThan(3_000));
            Assert.That(apart.Max(Math.Abs), Is.LessThan(ToleranceS));
            Assert.That(theatre.Voice.Stalls, Is.Zero);
            Assert.That(Math.Abs(theatre.Character.HeardNs - theatre.Daemon.MediaNs), Is.LessThan(200_000_000));
        }

        [Test]
        public void A_hitch_of_the_game_silences_nothing_and_costs_no_step()
        {
            using var theatre = new Theatre();
            var listener = new Listener(48_000);
            theatre.Play(1);
            theatre.Daemon.Speak(5);
            List<double> before = Measure(theatre, listener, 2);
            int loud = listener.Loud;
            // The sockets have their own thread, and so has the mixer: only scripts wait.
            double untilS = theatre.Clock.NowS + 0.7;
            while (theatre.Clock.NowS < untilS)
            {
                double nextS = theatre.Clock.NowS + 0.01;
                HeadlessAudio.Advance(nextS);
                theatre.Clock.NowS = nextS;
                theatre.Daemon.Deliver();
            }
            Assert.That(listener.Loud - loud, Is.InRange(31, 34), "blocks of 21 ms");
            List<double> after = Measure(theatre, listener, 2);
            Assert.That(before.Concat(after).Max(Math.Abs), Is.LessThan(ToleranceS));
        }

        private static void AssertInStep(Theatre theatre, int jitterMs)
        {
            List<double> apart = Apart(theatre, jitterMs);
            Assert.That(apart.Count, Is.GreaterThan(200), "frames in which there was sound");
            Assert.That(apart.Max(Math.Abs), Is.LessThan(ToleranceS), "seconds between what is seen and what is heard");
            Assert.That(theatre.Voice.Stalls, Is.Zero);
            Assert.That(theatre.Logged, Is.Empty);
        }

        private static List<double> Apart(Theatre theatre, int jitterMs)
        {
            theatre.Daemon.JitterS = jitterMs / 1000.0;
            var listener = new Listener(theatre.Character.Session!.Options.AudioRateHz);
            theatre.Play(1);
            theatre.Daemon.Speak(3);
            theatre.Daemon.Speak(3, inSeconds: 4.5);
            return Measure(theatre, listener, 9);
        }

        /// <summary>By how much what is seen is ahead of what is heard, each frame, seconds.</summary>
        private static List<double> Measure(Theatre theatre, Listener listener, double seconds)
        {
            var apart = new List<double>();
            double rampS = SpeakingDaemon.RampSamples / (double)theatre.Character.Session!.Options.AudioRateHz;
            const double JawS = SpeakingDaemon.JawPeriodMs / 1000.0;
            theatre.Play(seconds, () =>
            {
                if (listener.At(theatre.Clock.NowS) is double heardS)
                {
                    double seenS = theatre.Rig.Weight("jawOpen") / 100 * JawS;
                    // The jaw's period is longer than the ramp's; both begin at media time 0.
                    double mediaS = theatre.Character.HeardNs / 1e9;
                    bool isWrap = mediaS % JawS < 0.05 || mediaS % JawS > JawS - 0.05;
                    if (!isWrap)
                    {
                        double seenMediaS = (Math.Floor(mediaS / JawS) * JawS) + seenS;
                        double difference = (seenMediaS - heardS) % rampS;
                        difference = difference > rampS / 2 ? difference - rampS : difference;
                        apart.Add(difference < -rampS / 2 ? difference + rampS : difference);
                    }
                }
            });
            return apart;
        }
    }
}
