#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Client;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>Where something is missing, breaks or ends: what users see, hear and are told.</summary>
    public sealed class TroubleTests
    {
        [Test]
        public void The_end_of_play_leaves_nothing_behind()
        {
            using var theatre = new Theatre();
            theatre.Play(0.5);
            HeadlessLoop.Quit();
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void Without_a_daemon_the_console_tells_why_once()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienFace>());
            MienConnection connection = theatre.Character.Connection;
            for (int frame = 0; connection.Trouble.Length == 0; frame++)
            {
                // The connection has a thread and time of its own.
                Assert.That(frame, Is.LessThan(1_000_000));
                System.Threading.Thread.Yield();
            }
            theatre.Play(1);
            Assert.That(Debug.Told, Has.Count.EqualTo(1));
            Assert.That(Debug.Told[0], Does.StartWith("warning: Mien: no daemon has written").And.Contain("mien serve"));
        }

        [Test]
        public void What_nobody_listens_to_is_in_the_console_once()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienFace>());
            theatre.Rig.Root.AddComponent<MienFaceTexture>();
            theatre.Play(1);
            Assert.That(Debug.Told.FindAll(line => line.Contains("pictures need a photo")), Has.Count.EqualTo(1));
        }

        [Test]
        public void Where_motion_ends_the_face_goes_to_rest_and_from_there_on()
        {
            using var theatre = new Theatre();
            theatre.Play(2);
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.GreaterThan(30));
            theatre.Daemon.IsSilent = true;
            float before = theatre.Rig.Weight("jawOpen");
            theatre.Play(3, () => before = NoJump(theatre, before));
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.Zero);
            theatre.Daemon.IsSilent = false;
            theatre.Play(1, () => before = NoJump(theatre, before));
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(1));
        }

        [Test]
        public void Where_the_session_is_gone_it_does_too()
        {
            using var theatre = new Theatre();
            theatre.Play(2);
            theatre.Character.Connection.enabled = false;
            theatre.Play(2);
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.Zero);
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_voice_that_is_culled_leaves_no_face_frozen()
        {
            using var theatre = new Theatre();
            theatre.Play(1);
            theatre.Daemon.Speak(20);
            theatre.Play(2);
            AudioSource source = theatre.Rig.Root.GetComponent<AudioSource>();
            source.Stop();
            theatre.Play(5);
            Assert.That(theatre.Daemon.MediaNs - theatre.Character.HeardNs, Is.LessThan(200_000_000));
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(1));
            source.Play();
            var listener = new Listener(48_000);
            theatre.Play(1);
            Assert.That(listener.Loud, Is.GreaterThan(30));
            Assert.That(theatre.Daemon.MediaNs - theatre.Character.HeardNs, Is.LessThan(200_000_000));
        }

        [Test]
        public void A_session_that_is_lost_is_opened_again_and_told()
        {
            using var theatre = new Theatre();
            var told = new List<string>();
            theatre.Voice.OnError.AddListener(told.Add);
            theatre.Play(0.5);
            MienSession session = theatre.Character.Session!;
            session.Lose(new Core.ProtocolException(Core.ErrorCodes.NoSession, "the daemon was restarted"));
            theatre.Frame();
            theatre.Frame();
            Assert.That(theatre.Character.Session, Is.Not.SameAs(session));
            Assert.That(told, Has.Count.EqualTo(1));
            Assert.That(told[0], Does.StartWith("the daemon was restarted"));
            theatre.TakeUp(theatre.Character.Session!);
            theatre.Play(1);
            Assert.That(theatre.Character.Stats.Lost, Is.Zero);
            Assert.That(theatre.Rig.Weight("jawOpen"), Is.EqualTo(SpeakingDaemon.Jaw(theatre.Character.HeardNs)).Within(1));
        }

        [Test]
        public void Texts_without_a_session_are_refused_in_words()
        {
            using var theatre = new Theatre();
            var told = new List<string>();
            theatre.Voice.OnError.AddListener(told.Add);
            theatre.Character.Connection.enabled = false;
            theatre.Frame();
            theatre.Voice.Speak("Hello");
            Assert.That(told, Has.Count.EqualTo(1));
            Assert.That(told[0], Does.Contain("no session to speak in"));
            theatre.Character.Connection.enabled = true;
            theatre.Frame();
            Assert.That(theatre.Character.Session, Is.Not.Null);
        }

        [Test]
        public void A_recording_that_cannot_be_read_is_refused_in_words()
        {
            using var theatre = new Theatre();
            var told = new List<string>();
            theatre.Voice.OnError.AddListener(told.Add);
            AudioClip clip = AudioClip.Create("hello", 480, 1, 48_000, false);
            clip.IsUnreadable = true;
            theatre.Voice.Speak(clip);
            Assert.That(told[0], Does.Contain("hello cannot be read").And.Contain("Decompress On Load"));
        }

        private static float NoJump(Theatre theatre, float before)
        {
            float now = theatre.Rig.Weight("jawOpen");
            Assert.That(Math.Abs(now - before), Is.LessThan(25));
            return now;
        }
    }
}
