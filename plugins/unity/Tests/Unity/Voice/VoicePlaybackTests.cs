#nullable enable
using System;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Tests;
using NUnit.Framework;

namespace Mien.Tests
{
    /// <summary>A mixer that asks for blocks in the test's own time, and a session whose echo is a ramp.</summary>
    public sealed class VoicePlaybackTests
    {
        private const int Rate = 48_000;
        private const int Block = 480;
        private const long BlockNs = 10_000_000;
        private const long BufferNs = 60_000_000;

        private MienClient _client = null!;
        private MienSession _session = null!;
        private Wire _wire = null!;
        private VoicePlayback _playback = null!;
        private long _nowNs;

        [SetUp]
        public void Open()
        {
            _client = new MienClient();
            _session = _client.OpenSession(new SessionOptions { AudioRateHz = Rate, WantsEcho = true });
            _wire = new Wire(_session);
            _playback = new VoicePlayback { LookAheadNs = 110_000_000 };
            _playback.Bind(_session.Echo);
            _nowNs = 0;
        }

        [TearDown]
        public void Close()
        {
            _client.Dispose();
        }

        [Test]
        public void Silence_before_there_is_anything_to_follow()
        {
            Assert.That(Next(), Is.All.Zero);
        }

        [Test]
        public void Sound_is_played_as_it_is_when_its_time_comes()
        {
            Echo(0, 9_600);
            _playback.Follow(0, BufferNs, isSpeaking: true);
            for (int block = 0; block < 6; block++)
            {
                float[] silent = Next();
                Assert.That(silent, Is.All.Zero, "the buffer of 60 ms is before the sound");
            }
            Next();
            float[] played = Next();
            for (int at = 0; at < Block; at++)
            {
                Assert.That(played[at], Is.EqualTo(Ramp(Block + at) / 32_768f));
            }
        }

        [Test]
        public void What_is_heard_lags_behind_what_is_mixed()
        {
            Echo(24_000, 48_000);
            _playback.LatencyNs = 100_000_000;
            for (int block = 0; block < 80; block++)
            {
                _playback.Follow(0, BufferNs, isSpeaking: block > 50);
                Next();
            }
            Assert.That(_playback.TryHeard(_nowNs, out long heardNs), Is.True);
            // Mixed now is what the schedule wants in 100 ms; heard is what it wants now, which is 60 ms behind.
            Assert.That(heardNs, Is.EqualTo(_nowNs - BufferNs).Within(1_000));
        }

        [Test]
        public void A_slow_loudspeaker_delays_everything_so_that_sound_is_there_in_time()
        {
            Echo(24_000, 48_000);
            _playback.LatencyNs = 300_000_000;
            Next();
            for (int block = 0; block < 80; block++)
            {
                _playback.Follow(0, BufferNs, isSpeaking: block > 50);
                Next();
            }
            _playback.TryHeard(_nowNs, out long heardNs);
            Assert.That(_nowNs - heardNs, Is.EqualTo(260_000_000).Within(10_000), "60 + 300 + 10 - 110 ms");
        }

        [Test]
        public void Where_speech_has_not_come_it_waits_and_loses_nothing()
        {
            Echo(0, 4_800);
            _playback.Follow(0, 0, isSpeaking: true);
            for (int block = 0; block < 20; block++)
            {
                Next();
            }
            Assert.That(_playback.Stalls, Is.Zero, "perhaps it was the end");
            Echo(4_800, 9_600);
            float[] played = Next();
            Assert.That(played[10] * 32_768, Is.EqualTo(Ramp(4_810)).Within(1), "it goes on where it was");
            Assert.That(_playback.Stalls, Is.EqualTo(1));
        }

        [Test]
        public void After_speech_there_is_nothing_to_wait_for()
        {
            Echo(0, 4_800);
            _playback.Follow(0, 0, isSpeaking: false);
            for (int block = 0; block < 20; block++)
            {
                Next();
            }
            Assert.That(_playback.Stalls, Is.Zero);
            _playback.TryHeard(_nowNs, out long heardNs);
            Assert.That(heardNs, Is.EqualTo(_nowNs).Within(1_000));
        }

        [Test]
        public void Speech_that_came_late_is_played_from_its_beginning()
        {
            _playback.Follow(0, 0, isSpeaking: false);
            for (int block = 0; block < 20; block++)
            {
                Next();
            }
            Echo(4_800, 4_800);
            _playback.Follow(0, 0, isSpeaking: true);
            float[] played = Next();
            Assert.That(played[Block - 1], Is.EqualTo(Ramp(4_800 + Block - 1) / 32_768f));
        }

        [Test]
        public void Hushed_it_is_silent_until_it_begins_anew()
        {
            Echo(0, 48_000);
            _playback.Follow(0, 0, isSpeaking: true);
            Next();
            Next();
            _playback.Hush();
            Next();
            Assert.That(Next(), Is.All.Zero);
            _playback.Restart(0);
            _playback.Follow(0, 0, isSpeaking: true);
            Next();
            Assert.That(Next(), Is.Not.All.Zero);
        }

        [Test]
        public void An_interrupted_session_jumps_to_its_new_epoch()
        {
            Echo(0, 48_000);
            _playback.Follow(0, 0, isSpeaking: true);
            for (int block = 0; block < 10; block++)
            {
                Next();
            }
            _playback.Hush();
            _wire.Interrupt(400_000_000);
            _playback.Restart(400_000_000);
            // The new epoch's first frame, of 400 ms, left now.
            _playback.Follow(_nowNs - 400_000_000, BufferNs, isSpeaking: false);
            float fade = Next()[479];
            Assert.That(fade, Is.Zero);
            for (int block = 0; block < 8; block++)
            {
                Assert.That(Next(), Is.All.Zero, "the sound before that is held still, but not played");
            }
            _playback.TryHeard(_nowNs, out long heardNs);
            Assert.That(heardNs, Is.EqualTo(430_000_000).Within(1_000));
        }

        [Test]
        public void Each_channel_is_as_loud_as_the_source_has_it()
        {
            Echo(0, 48_000);
            _playback.Follow(0, 0, isSpeaking: true);
            Next();
            var data = new float[2 * Block];
            for (int at = 0; at < Block; at++)
            {
                data[2 * at] = 0.5f;
                data[(2 * at) + 1] = 0.25f;
            }
            Mix(data, 2);
            Assert.That(data[200], Is.EqualTo(0.5f * Ramp(Block + 100) / 32_768f).Within(1e-7f));
            Assert.That(data[201], Is.EqualTo(0.25f * Ramp(Block + 100) / 32_768f).Within(1e-7f));
        }

        [Test]
        public void A_clock_that_is_a_little_off_is_followed_without_a_jump()
        {
            Echo(0, 48_000 * 20);
            for (int block = 0; block < 1_500; block++)
            {
                // The daemon's second is a thousandth shorter than the mixer's.
                _playback.Follow(-_nowNs / 1_000, 0, isSpeaking: true);
                Next();
            }
            _playback.TryHeard(_nowNs, out long heardNs);
            Assert.That(heardNs, Is.EqualTo(_nowNs * 1.001).Within(45e6), "15 ms behind without it, growing");
            Assert.That(_playback.Stalls, Is.Zero);
        }

        [Test]
        public void Where_there_is_no_mixer_time_passes_all_the_same()
        {
            _playback.Follow(0, BufferNs, isSpeaking: false);
            Assert.That(_playback.TryHeard(0, out _), Is.False, "perhaps it only has not begun");
            Assert.That(Wait(1.5), Is.EqualTo(_nowNs - BufferNs).Within(1_000));
        }

        [Test]
        public void A_mixer_that_asks_no_more_is_gone_on_without_and_taken_up_again()
        {
            Echo(0, 48_000 * 20);
            Speak(50);
            Assert.That(Wait(0.9), Is.EqualTo(500_000_000).Within(11_000_000), "perhaps it comes back");
            Assert.That(Wait(2), Is.EqualTo(_nowNs).Within(1_000), "too far away to be heard");
            Speak(50);
            _playback.TryHeard(_nowNs, out long heardNs);
            Assert.That(heardNs, Is.EqualTo(_nowNs).Within(11_000_000), "and what was said meanwhile is not said now");
        }

        [Test]
        public void A_mixer_that_is_paused_is_waited_for()
        {
            Echo(0, 48_000 * 20);
            Speak(50);
            _playback.IsPaused = true;
            Assert.That(Wait(5), Is.EqualTo(500_000_000).Within(11_000_000));
        }

        [Test]
        public void A_game_that_stood_still_takes_no_mixer_for_gone()
        {
            Echo(0, 48_000 * 20);
            Speak(50);
            _playback.TryHeard(_nowNs, out long before);
            _playback.TryHeard(_nowNs + 60_000_000_000, out long after);
            Assert.That(after, Is.EqualTo(before).Within(11_000_000));
        }

        [Test]
        public void What_was_hushed_in_vain_is_heard_again()
        {
            Echo(0, 48_000);
            Speak(10);
            _playback.Hush();
            Next();
            Assert.That(Next(), Is.All.Zero);
            _playback.Unhush();
            Next();
            Assert.That(Next()[Block - 1], Is.Not.Zero);
        }

        [Test]
        public void A_block_allocates_nothing()
        {
            Echo(0, 48_000 * 20);
            var data = new float[2 * Block];
            long bytes = SteadyState.Allocated(block =>
            {
                _playback.Follow(block % 2 == 0 ? 0 : -40_000_000, 0, isSpeaking: true);
                Mix(data, 2);
                _playback.TryHeard(_nowNs, out _);
            });
            Assert.That(bytes, Is.Zero);
        }

        private static short Ramp(int sample)
        {
            return (short)((sample % 30_000) - 15_000);
        }

        private void Echo(int first, int count)
        {
            var samples = new short[count];
            for (int at = 0; at < count; at++)
            {
                samples[at] = Ramp(first + at);
            }
            _wire.SendEcho(first * 1_000_000_000L / Rate, samples);
        }

        /// <summary>Blocks of speech, at the daemon's own time.</summary>
        private void Speak(int blocks)
        {
            for (int block = 0; block < blocks; block++)
            {
                _playback.Follow(0, 0, isSpeaking: true);
                Next();
            }
        }

        /// <summary>Frames of a game for so long, in which no block is asked for; what is heard then.</summary>
        private long Wait(double seconds)
        {
            long heardNs = 0;
            for (int frame = 0; frame < seconds * 60; frame++)
            {
                _nowNs += 1_000_000_000 / 60;
                _playback.TryHeard(_nowNs, out heardNs);
            }
            return heardNs;
        }

        /// <summary>The next block of one channel at full loudness.</summary>
        private float[] Next()
        {
            var data = new float[Block];
            Array.Fill(data, 1);
            Mix(data, 1);
            return data;
        }

        private void Mix(float[] data, int channels)
        {
            _playback.Fill(data, channels, Rate, _nowNs);
            _nowNs += BlockNs;
        }
    }
}
