#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using Mien.Core.Client;
using Mien.Core.Tests;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    public sealed class MicrophoneTests
    {
        private readonly List<string> _told = new List<string>();

        [SetUp]
        public void PlugIn()
        {
            _told.Clear();
            Microphone.Plugged.Clear();
            Microphone.Plugged.Add("Headless");
        }

        [Test]
        public void What_it_hears_is_passed_on()
        {
            using Theatre theatre = Listening();
            MienSession session = theatre.Character.Session!;
            int before = session.WaitingSamples;
            var random = new System.Random(1);
            int heard = 0;
            for (int frame = 0; frame < 200; frame++)
            {
                heard += Hear(theatre, random.Next(0, 700));
            }
            Assert.That(Of(theatre).Peak, Is.EqualTo(0.5f));
            Assert.That(session.WaitingSamples - before, Is.EqualTo(heard), "the device has the session's rate");
        }

        [Test]
        public void Without_one_it_says_so_and_takes_the_first_that_comes()
        {
            Microphone.Plugged.Clear();
            using Theatre theatre = Listening();
            theatre.Play(3);
            Assert.That(_told, Is.EqualTo(new[] { "there is no microphone; one that is plugged in is taken at once" }));
            Assert.That(theatre.Logged, Is.Empty);
            Microphone.Plugged.Add("Headset");
            theatre.Play(1.1);
            Assert.That(Of(theatre).Trouble, Is.Empty);
            int before = theatre.Character.Session!.WaitingSamples;
            Hear(theatre, 100);
            Assert.That(theatre.Character.Session.WaitingSamples - before, Is.EqualTo(100));
        }

        [Test]
        public void One_that_is_called_for_and_absent_is_told_of_by_its_name()
        {
            using Theatre theatre = Listening("Studio");
            theatre.Play(0.1);
            Assert.That(_told.Single(), Does.StartWith("there is no microphone Studio"));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void One_that_is_unplugged_is_taken_again_when_it_is_there()
        {
            using Theatre theatre = Listening("Headless");
            Hear(theatre, 100);
            Microphone.Plugged.Clear();
            theatre.Play(0.1);
            Assert.That(_told, Is.EqualTo(new[] { "the microphone Headless is gone; it is taken again as soon as it is there" }));
            Assert.That(Of(theatre).Peak, Is.Zero);
            theatre.Play(3);
            Microphone.Plugged.Add("Headless");
            theatre.Play(1.1);
            int before = theatre.Character.Session!.WaitingSamples;
            Hear(theatre, 100);
            Assert.That(theatre.Character.Session.WaitingSamples - before, Is.EqualTo(100));
            Assert.That(_told, Has.Count.EqualTo(1));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [TestCase(true, TestName = "Where_the_system_has_taken_it_away_it_is_taken_again")]
        [TestCase(false, TestName = "Where_nothing_comes_any_more_it_is_taken_again")]
        public void Is_taken_again(bool isLost)
        {
            using Theatre theatre = Listening();
            Hear(theatre, 100);
            int starts = Microphone.Starts;
            if (isLost)
            {
                Microphone.Lose();
            }
            theatre.Play(3.5);
            Assert.That(Microphone.Starts, Is.GreaterThan(starts));
        }

        [Test]
        public void One_that_hears_is_left_alone()
        {
            using Theatre theatre = Listening();
            int starts = Microphone.Starts;
            for (int frame = 0; frame < 600; frame++)
            {
                Hear(theatre, frame % 40 == 0 ? 700 : 0);
            }
            Assert.That(Microphone.Starts, Is.EqualTo(starts));
            Assert.That(_told, Is.Empty);
        }

        [Test]
        public void To_listen_allocates_nothing()
        {
            var capture = new MicrophoneCapture();
            capture.Begin("", 16_000, 0);
            var sound = new float[256];
            SteadyState.AssertNone(time =>
            {
                Microphone.Hear(sound);
                capture.Keep(time / 60.0);
                capture.Read();
            });
            capture.End();
        }

        private static MienMicrophone Of(Theatre theatre)
        {
            return theatre.Rig.Root.GetComponent<MienMicrophone>();
        }

        private static int Hear(Theatre theatre, int count)
        {
            var sound = new float[count];
            Array.Fill(sound, 0.5f);
            Microphone.Hear(sound);
            theatre.Frame();
            return count;
        }

        private Theatre Listening(string device = "")
        {
            return new Theatre(root =>
            {
                root.AddComponent<MienCharacter>().Failed += _told.Add;
                root.AddComponent<MienFace>();
                root.SetActive(false);
                root.AddComponent<MienMicrophone>().Device = device;
                root.SetActive(true);
            });
        }
    }
}
