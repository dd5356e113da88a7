#nullable enable
#if UNITY_WEBGL
using System.Collections.Generic;
using Mien.Core.Client;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Platforms
{
    public sealed class WebTests
    {
        [Test]
        public void A_microphone_says_that_there_can_be_none()
        {
            using var stage = new Stage();
            stage.Add<MienMicrophone>();
            HeadlessLoop.Step(0.1f);
            Assert.That(stage.Told, Has.Some.Contains("no microphones on the web"));
            Assert.That(Debug.Logged, Is.Empty);
        }

        [Test]
        public void A_connection_says_that_there_can_be_none_and_starts_no_thread()
        {
            using var stage = new Stage();
            MienConnection connection = stage.Add<MienConnection>();
            HeadlessLoop.Step(0.1f);
            Assert.That(connection.Client, Is.Null);
            Assert.That(connection.State, Is.EqualTo(ClientState.Closed));
            Assert.That(connection.Trouble, Does.Contain("neither threads nor TCP"));
            Assert.That(Debug.Told, Has.Some.Contains("neither threads nor TCP"));
        }

        [Test]
        public void A_speaking_character_rests_and_throws_nothing()
        {
            using var stage = new Stage();
            stage.Add<MienFace>();
            MienVoice voice = stage.Add<MienVoice>();
            var told = new List<string>();
            voice.OnError.AddListener(told.Add);
            voice.Speak("hello");
            HeadlessLoop.Step(0.1f);
            Assert.That(told, Has.Some.Contains("neither threads nor TCP"));
            Assert.That(Debug.Logged, Is.Empty);
        }
    }
}
#endif
