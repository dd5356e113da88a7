#nullable enable
using System;
using Mien.Core.Tests;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>Long performances on a simulated clock.</summary>
    public sealed class SoakTests
    {
        [Test]
        public void A_frame_of_the_game_allocates_nothing()
        {
            using var theatre = new Theatre();
            var listener = new Silent();
            theatre.Play(1);
            theatre.Daemon.Speak(60);
            Assert.That(SteadyState.Allocated(_ => theatre.Frame()), Is.Zero, "bytes in five seconds");
            Assert.That(listener.Blocks, Is.GreaterThan(400));
            Assert.That(theatre.Voice.IsSpeaking, Is.True);
        }

        [Test]
        public void Half_an_hour_grows_nothing()
        {
            using var theatre = new Theatre();
            theatre.Daemon.JitterS = 0.03;
            theatre.Daemon.Drift = 0.0001;
            theatre.Play(60, null);
            long memory = 0;
            for (int minute = 1; minute < 30; minute++)
            {
                theatre.Daemon.Speech.Clear();
                theatre.Daemon.Speak(20);
                theatre.Daemon.Speak(25, inSeconds: 30);
                theatre.Play(60);
                if (minute == 2)
                {
                    memory = GC.GetTotalMemory(true);
                }
            }
            Assert.That(theatre.Clock.NowS, Is.GreaterThan(1_800 - 1));
            Assert.That(GC.GetTotalMemory(true) - memory, Is.LessThan(100_000), "bytes");
            Assert.That(theatre.Daemon.MediaNs - theatre.Character.HeardNs, Is.LessThan(200_000_000));
            MienStats stats = theatre.Character.Stats;
            Assert.That((stats.Lost, stats.Late, stats.Stalls), Is.EqualTo((0L, 0L, 0L)));
            Assert.That(stats.MotionHz, Is.EqualTo(60).Within(1));
            Assert.That(theatre.Logged, Is.Empty);
        }

        /// <summary>Counts blocks.</summary>
        private sealed class Silent
        {
            internal Silent()
            {
                HeadlessAudio.Heard += (_, _) => Blocks++;
            }

            internal int Blocks { get; private set; }
        }
    }
}
