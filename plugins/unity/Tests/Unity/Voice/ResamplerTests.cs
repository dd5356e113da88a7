#nullable enable
using System;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class ResamplerTests
    {
        [TestCase(16_000, 48_000)]
        [TestCase(44_100, 48_000)]
        [TestCase(48_000, 16_000)]
        [TestCase(22_050, 44_100)]
        [TestCase(48_000, 44_100)]
        public void A_tone_stays_the_same_tone(int fromHz, int toHz)
        {
            float[] made = Resampled(Tone(fromHz, 440, fromHz), fromHz, toHz);
            Assert.That(made.Length, Is.EqualTo(toHz));
            float[] expected = Tone(toHz, 440, toHz);
            double error = 0;
            double power = 0;
            // Not at the edges, where the tone is cut off.
            for (int at = toHz / 10; at < toHz * 9 / 10; at++)
            {
                error += Math.Pow(made[at] - expected[at], 2);
                power += Math.Pow(expected[at], 2);
            }
            double ratioDb = 10 * Math.Log10(power / error);
            Assert.That(ratioDb, Is.GreaterThan(70), "dB");
        }

        [Test]
        public void What_the_lower_rate_cannot_hold_is_gone()
        {
            float[] made = Resampled(Tone(48_000, 11_000, 48_000), 48_000, 16_000);
            float most = 0;
            for (int at = 1_600; at < 14_400; at++)
            {
                most = Math.Max(most, Math.Abs(made[at]));
            }
            Assert.That(most, Is.LessThan(0.001f));
        }

        [Test]
        public void Pieces_of_any_length_give_the_same()
        {
            float[] tone = Tone(10_000, 300, 16_000);
            var resampler = new Resampler(16_000, 44_100);
            var made = new float[resampler.Most(20_000)];
            int count = 0;
            var random = new Random(7);
            for (int at = 0; at < tone.Length;)
            {
                int piece = Math.Min(random.Next(1, 700), tone.Length - at);
                count += resampler.Push(new ReadOnlySpan<float>(tone, at, piece), new Span<float>(made, count, made.Length - count));
                at += piece;
            }
            count += resampler.Flush(new Span<float>(made, count, made.Length - count));
            Assert.That(new ArraySegment<float>(made, 0, count), Is.EqualTo(Resampled(tone, 16_000, 44_100)));
        }

        [Test]
        public void After_its_end_it_begins_anew()
        {
            var resampler = new Resampler(8_000, 16_000);
            var made = new float[resampler.Most(800)];
            var again = new float[resampler.Most(800)];
            float[] tone = Tone(800, 200, 8_000);
            int first = resampler.Push(tone, made);
            first += resampler.Flush(new Span<float>(made, first, made.Length - first));
            int second = resampler.Push(tone, again);
            second += resampler.Flush(new Span<float>(again, second, again.Length - second));
            Assert.That(second, Is.EqualTo(first).And.EqualTo(1_600));
            Assert.That(again, Is.EqualTo(made));
        }

        private static float[] Resampled(float[] sound, int fromHz, int toHz)
        {
            var resampler = new Resampler(fromHz, toHz);
            var made = new float[resampler.Most(sound.Length)];
            int count = resampler.Push(sound, made);
            count += resampler.Flush(new Span<float>(made, count, made.Length - count));
            Array.Resize(ref made, count);
            return made;
        }

        private static float[] Tone(int samples, double hz, int rateHz)
        {
            var tone = new float[samples];
            for (int at = 0; at < samples; at++)
            {
                tone[at] = (float)(0.5 * Math.Sin(2 * Math.PI * hz * at / rateHz));
            }
            return tone;
        }
    }
}
