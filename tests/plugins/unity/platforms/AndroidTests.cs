#nullable enable
#if UNITY_ANDROID
using NUnit.Framework;
using UnityEngine;
using UnityEngine.Android;

namespace Mien.Platforms
{
    public sealed class AndroidTests
    {
        [SetUp]
        public void Forget()
        {
            Permission.IsAllowed = false;
            Permission.Asked = null;
        }

        [Test]
        public void A_microphone_asks_and_listens_when_it_may()
        {
            using var stage = new Stage();
            int starts = Microphone.Starts;
            stage.Add<MienMicrophone>();
            HeadlessLoop.Step(1.5f);
            Assert.That(Permission.Asked, Is.Not.Null);
            Assert.That(Microphone.Starts, Is.EqualTo(starts));
            Assert.That(stage.Told, Is.Empty);
            Permission.IsAllowed = true;
            HeadlessLoop.Step(1.5f);
            Assert.That(Microphone.Starts, Is.EqualTo(starts + 1));
        }

        [Test]
        public void A_microphone_that_is_refused_is_told_of_and_the_player_is_asked_once()
        {
            using var stage = new Stage();
            stage.Add<MienMicrophone>();
            Permission.Asked!.Deny();
            Permission.Asked = null;
            HeadlessLoop.Step(1.5f);
            Assert.That(stage.Told, Has.Some.Contains("the player has refused it"));
            Assert.That(Permission.Asked, Is.Null);
        }
    }
}
#endif
