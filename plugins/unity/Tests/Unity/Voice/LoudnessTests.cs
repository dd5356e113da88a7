#nullable enable
using System;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class LoudnessTests
    {
        [Test]
        public void It_goes_up_and_down_without_a_click()
        {
            var loudness = default(Loudness);
            float[] up = Ones(480);
            loudness.Apply(up, true, 48_000);
            float[] on = Ones(480);
            loudness.Apply(on, true, 48_000);
            float[] down = Ones(480);
            loudness.Apply(down, false, 48_000);
            Assert.That(on, Is.All.EqualTo(1));
            Assert.That(up[479], Is.EqualTo(1));
            Assert.That(down[479], Is.EqualTo(0));
            Assert.That(Steepest(up), Is.LessThan(0.005f));
            Assert.That(Steepest(down), Is.LessThan(0.005f));
        }

        private static float[] Ones(int count)
        {
            var ones = new float[count];
            Array.Fill(ones, 1);
            return ones;
        }

        private static float Steepest(float[] samples)
        {
            float most = 0;
            for (int at = 1; at < samples.Length; at++)
            {
                most = Math.Max(most, Math.Abs(samples[at] - samples[at - 1]));
            }
            return most;
        }
    }
}
