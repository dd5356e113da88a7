#nullable enable
using Mien.Core;
using Mien.Core.Client;
using Mien.Core.Messages;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class SpeechInputTests
    {
        private readonly SpeechInput _input = new SpeechInput();
        private MienClient _client = null!;
        private MienSession _session = null!;

        [SetUp]
        public void Open()
        {
            _client = new MienClient();
            _session = _client.OpenSession(new SessionOptions { AudioRateHz = 16_000 });
        }

        [TearDown]
        public void Close()
        {
            _client.Dispose();
        }

        [Test]
        public void Sound_of_its_rate_goes_in_as_it_is()
        {
            _input.Push(_session, new short[320], 1, 16_000);
            Assert.That(_session.WaitingSamples, Is.EqualTo(320));
        }

        [Test]
        public void Channels_become_one()
        {
            _input.Push(_session, new float[640], 2, 16_000);
            Assert.That(_session.WaitingSamples, Is.EqualTo(320));
            _input.Push(_session, new short[960], 3, 16_000);
            Assert.That(_session.WaitingSamples, Is.EqualTo(640));
        }

        [Test]
        public void Another_rate_becomes_the_sessions()
        {
            for (int piece = 0; piece < 10; piece++)
            {
                _input.Push(_session, new float[4_800], 1, 48_000);
            }
            Assert.That(_session.WaitingSamples, Is.LessThan(16_000), "what the filter owes comes at the end");
            _input.End(_session);
            Assert.That(_session.WaitingSamples, Is.EqualTo(16_000));
        }

        [Test]
        public void A_change_of_rate_loses_nothing()
        {
            _input.Push(_session, new float[4_800], 1, 48_000);
            _input.Push(_session, new float[4_410], 1, 44_100);
            _input.Push(_session, new short[1_600], 1, 16_000);
            Assert.That(_session.WaitingSamples, Is.EqualTo(4_800));
        }

        [TestCase(0, 16_000)]
        [TestCase(1, 0)]
        public void A_format_that_is_none_is_refused_in_words(int channels, int rateHz)
        {
            var error = Assert.Throws<MienException>(() => _input.Push(_session, new float[2], channels, rateHz))!;
            Assert.That(error.Message, Does.Contain("expected sound of at least one channel"));
            Assert.Throws<MienException>(() => _input.Push(_session, new short[2], channels, rateHz));
        }

        [Test]
        public void What_was_interrupted_is_not_owed()
        {
            _input.Push(_session, new float[4_800], 1, 48_000);
            int before = _session.WaitingSamples;
            _input.Clear();
            _input.End(_session);
            Assert.That(_session.WaitingSamples, Is.EqualTo(before));
        }
    }
}
