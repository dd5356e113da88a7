#nullable enable
using System.Collections.Generic;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Tests;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>What happens to characters in a game: scenes, pauses, time that stands still, objects that come and go.</summary>
    public sealed class CharacterLifeTests
    {
        [Test]
        public void One_component_is_enough_to_have_a_face_that_moves()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienFace>());
            theatre.Play(1);
            Assert.That(theatre.Character.HasFace, Is.True);
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(0.01f));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void Events_are_told_when_they_are_heard()
        {
            using var theatre = new Theatre();
            var told = new List<string>();
            theatre.Voice.OnSpeechStart.AddListener(() => told.Add("start " + theatre.Voice.IsSpeaking));
            theatre.Voice.OnSpeechEnd.AddListener(() => told.Add("end " + theatre.Voice.IsSpeaking));
            theatre.Play(1);
            theatre.Daemon.Speak(1);
            (long from, long until) = theatre.Daemon.Speech[0];
            Until(theatre, () => told.Count == 1);
            Assert.That(theatre.Character.HeardNs, Is.InRange(from, from + 40_000_000));
            Until(theatre, () => told.Count == 2);
            Assert.That(theatre.Character.HeardNs, Is.InRange(until - 40_000_000, until + 40_000_000));
            Assert.That(told, Is.EqualTo(new[] { "start True", "end False" }));
        }

        [Test]
        public void An_interruption_is_silent_at_once_and_the_face_goes_on_from_there()
        {
            using var theatre = new Theatre();
            var told = new List<string>();
            theatre.Voice.OnInterrupted.AddListener(() => told.Add("interrupted"));
            theatre.Voice.OnSpeechEnd.AddListener(() => told.Add("end"));
            var listener = new Listener(48_000);
            theatre.Play(1);
            theatre.Daemon.Speak(5);
            theatre.Play(2);
            Assert.That(theatre.Voice.IsSpeaking, Is.True);
            theatre.Voice.Interrupt();
            int loud = listener.Loud;
            // The request takes its time to the daemon and back.
            theatre.Play(0.05);
            Assert.That(listener.Loud - loud, Is.LessThanOrEqualTo(1), "the block in which it fades");
            long timeNs = theatre.Daemon.Interrupt();
            theatre.Play(0.1);
            Assert.That(told, Is.EqualTo(new[] { "interrupted" }));
            Assert.That(theatre.Voice.IsSpeaking, Is.False);
            Until(theatre, () => theatre.Character.HeardNs >= timeNs);
            Assert.That(listener.Loud - loud, Is.LessThanOrEqualTo(1));
            theatre.Daemon.Speak(1, inSeconds: 0.3);
            theatre.Play(1.5);
            Assert.That(listener.Loud - loud, Is.GreaterThan(40), "and it speaks again");
        }

        [Test]
        public void Scaled_time_stops_neither_voice_nor_face()
        {
            using var theatre = new Theatre();
            theatre.Play(1);
            Time.timeScale = 0;
            long before = theatre.Character.HeardNs;
            theatre.Play(1);
            Assert.That(theatre.Character.HeardNs - before, Is.EqualTo(1_000_000_000).Within(20_000_000));
        }

        [Test]
        public void While_sound_is_paused_the_face_waits_and_nothing_is_lost()
        {
            using var theatre = new Theatre();
            var listener = new Listener(48_000);
            theatre.Play(1);
            theatre.Daemon.Speak(3);
            theatre.Play(1.5);
            AudioListener.pause = true;
            theatre.Play(0.2);
            long before = theatre.Character.HeardNs;
            int loud = listener.Loud;
            theatre.Play(5);
            Assert.That(theatre.Character.HeardNs, Is.EqualTo(before));
            Assert.That(listener.Loud, Is.EqualTo(loud));
            AudioListener.pause = false;
            theatre.Play(0.3);
            Assert.That(theatre.Voice.IsSpeaking, Is.True, "it goes on where it was");
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(1));
            theatre.Play(3);
            Assert.That(listener.Loud * 1024 / 48_000.0, Is.EqualTo(3).Within(0.1), "all three seconds were heard");
            theatre.Play(1);
            Assert.That(theatre.Daemon.MediaNs - theatre.Character.HeardNs, Is.LessThan(200_000_000), "and it has caught up");
        }

        [Test]
        public void An_application_that_slept_goes_on()
        {
            using var theatre = new Theatre();
            theatre.Play(1);
            theatre.Clock.NowS += 120;
            HeadlessAudio.Skip(theatre.Clock.NowS);
            theatre.Play(2);
            Assert.That(theatre.Daemon.MediaNs - theatre.Character.HeardNs, Is.LessThan(200_000_000));
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(1));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void Another_scene_keeps_the_connection_and_begins_with_its_own_characters()
        {
            using var theatre = new Theatre();
            theatre.Play(0.5);
            MienClient client = theatre.Character.Connection.Client!;
            MienSession session = theatre.Character.Session!;
            HeadlessLoop.LoadScene();
            Assert.That(session.State, Is.EqualTo(SessionState.Closed));
            using var rig = new Rig("jawOpen");
            MienFace face = rig.Root.AddComponent<MienFace>();
            theatre.Frame();
            Assert.That(face.Character.Connection.Client, Is.SameAs(client));
            Assert.That(face.Character.Session!.State, Is.EqualTo(SessionState.Opening));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_character_that_is_disabled_gives_its_session_back_and_enabled_has_another()
        {
            using var theatre = new Theatre();
            theatre.Play(0.5);
            MienSession session = theatre.Character.Session!;
            theatre.Rig.Root.SetActive(false);
            theatre.Play(0.5);
            Assert.That(session.State, Is.EqualTo(SessionState.Closed));
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.Zero);
            theatre.Rig.Root.SetActive(true);
            theatre.Frame();
            Assert.That(theatre.Character.Session, Is.Not.SameAs(session));
            theatre.TakeUp(theatre.Character.Session!);
            theatre.Play(1);
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(1));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_voice_that_comes_later_gets_a_session_with_sound()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienFace>());
            theatre.Play(0.5);
            MienSession session = theatre.Character.Session!;
            Assert.That(session.Options.WantsEcho, Is.False);
            theatre.Rig.Root.AddComponent<MienVoice>();
            theatre.Frame();
            Assert.That(session.State, Is.EqualTo(SessionState.Closed));
            Assert.That(theatre.Character.Session!.Options.WantsEcho, Is.True);
            Assert.That(theatre.Character.Session.Options.AudioRateHz, Is.EqualTo(48_000));
            theatre.Voice.enabled = false;
            theatre.Frame();
            Assert.That(theatre.Character.Session!.Options.WantsEcho, Is.False);
        }

        [Test]
        public void Parts_may_be_destroyed_in_any_order()
        {
            using var theatre = new Theatre();
            theatre.Play(0.5);
            Object.Destroy(theatre.Character);
            theatre.Frame();
            theatre.Frame();
            Object.Destroy(theatre.Voice);
            theatre.Play(0.2);
            Object.Destroy(theatre.Rig.Root);
            theatre.Play(0.2);
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_change_of_controls_is_sent_and_one_of_the_seed_means_another_session()
        {
            using var theatre = new Theatre();
            theatre.Play(0.5);
            MienSession session = theatre.Character.Session!;
            theatre.Character.Controls.Emotion = Emotion.Happy;
            theatre.Play(0.2);
            Assert.That(theatre.Character.Session, Is.SameAs(session));
            theatre.Character.Seed = 5;
            theatre.Frame();
            Assert.That(theatre.Character.Session!.Options.Seed, Is.EqualTo(5));
            Assert.That(theatre.Character.Session.Options.Controls.Emotion, Is.EqualTo(Emotion.Happy));
        }

        [Test]
        public void Another_loudspeaker_is_spoken_to()
        {
            using var theatre = new Theatre();
            var listener = new Listener(48_000);
            theatre.Play(1);
            theatre.Daemon.Speak(4);
            theatre.Play(1.5);
            HeadlessAudio.Configure(44_100, 512, 4);
            int loud = listener.Loud;
            theatre.Play(1);
            Assert.That(listener.Loud - loud, Is.GreaterThan(70));
            Assert.That(theatre.Daemon.MediaNs - theatre.Character.HeardNs, Is.LessThan(250_000_000));
        }

        private static void Until(Theatre theatre, System.Func<bool> isSo)
        {
            for (int frame = 0; !isSo(); frame++)
            {
                Assert.That(frame, Is.LessThan(600), "it does not come");
                theatre.Frame();
            }
        }
    }
}
