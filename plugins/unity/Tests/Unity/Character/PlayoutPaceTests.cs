#nullable enable
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class PlayoutPaceTests
    {
        [Test]
        public void Where_all_is_well_nothing_changes()
        {
            Assert.That(PlayoutPace.Of(0.004, isSpeaking: false), Is.EqualTo(1));
            Assert.That(PlayoutPace.Of(-0.029, isSpeaking: true), Is.EqualTo(1));
        }

        [Test]
        public void In_silence_it_hurries_or_waits()
        {
            Assert.That(PlayoutPace.Of(0.1, isSpeaking: false), Is.EqualTo(1.05).Within(1e-9));
            Assert.That(PlayoutPace.Of(0.4, isSpeaking: false), Is.EqualTo(1.1).Within(1e-9));
            Assert.That(PlayoutPace.Of(-0.4, isSpeaking: false), Is.EqualTo(0.9).Within(1e-9));
            Assert.That(PlayoutPace.IsJump(0.6, isSpeaking: false), Is.True);
            Assert.That(PlayoutPace.IsJump(-0.6, isSpeaking: false), Is.True);
        }

        [Test]
        public void In_speech_nobody_hears_it()
        {
            Assert.That(PlayoutPace.Of(5, isSpeaking: true), Is.EqualTo(1.005).Within(1e-9));
            Assert.That(PlayoutPace.Of(-5, isSpeaking: true), Is.EqualTo(0.995).Within(1e-9));
            Assert.That(PlayoutPace.IsJump(5, isSpeaking: true), Is.False);
            Assert.That(PlayoutPace.IsJump(21, isSpeaking: true), Is.True);
            Assert.That(PlayoutPace.IsJump(-21, isSpeaking: true), Is.False, "what is ahead is waited for");
        }
    }
}
