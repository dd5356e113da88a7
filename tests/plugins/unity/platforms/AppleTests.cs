#nullable enable
#if UNITY_IOS
using NUnit.Framework;
using UnityEngine;

namespace Mien.Platforms
{
    public sealed class AppleTests
    {
        [SetUp]
        public void Forget()
        {
            Application.Allowed = 0;
            Application.IsAnswered = false;
        }

        [TestCase(true)]
        [TestCase(false)]
        public void A_microphone_asks_and_heeds_the_answer(bool isAllowed)
        {
            using var stage = new Stage();
            int starts = Microphone.Starts;
            stage.Add<MienMicrophone>();
            HeadlessLoop.Step(1.5f);
            Assert.That(Microphone.Starts, Is.EqualTo(starts));
            Assert.That(stage.Told, Is.Empty);
            Application.IsAnswered = true;
            Application.Allowed = isAllowed ? UserAuthorization.Microphone : 0;
            HeadlessLoop.Step(1.5f);
            Assert.That(Microphone.Starts - starts, Is.EqualTo(isAllowed ? 1 : 0));
            Assert.That(stage.Told, isAllowed ? (NUnit.Framework.Constraints.IResolveConstraint)Is.Empty : Has.Some.Contains("refused"));
        }
    }
}
#endif
