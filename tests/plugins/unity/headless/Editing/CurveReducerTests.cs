#nullable enable
using System;
using System.Collections.Generic;
using Mien.Editing;
using NUnit.Framework;

namespace Mien.Headless
{
    public sealed class CurveReducerTests
    {
        [Test]
        public void A_line_needs_its_ends_alone()
        {
            var line = new float[100];
            for (int at = 0; at < line.Length; at++)
            {
                line[at] = at * 0.01f;
            }
            Assert.That(CurveReducer.Keep(new[] { line }, 0.001f), Is.EqualTo(new[] { 0, 99 }));
        }

        [Test]
        public void What_is_left_out_is_told_by_what_is_kept()
        {
            var random = new Random(4);
            var wave = new float[500];
            var other = new float[500];
            for (int at = 0; at < wave.Length; at++)
            {
                wave[at] = (float)Math.Sin(at * 0.05) + (0.02f * (float)random.NextDouble());
                other[at] = (float)Math.Cos(at * 0.11);
            }
            List<int> kept = CurveReducer.Keep(new[] { wave, other }, 0.03f);
            Assert.That(kept.Count, Is.InRange(20, 200));
            foreach (float[] curve in new[] { wave, other })
            {
                for (int key = 1; key < kept.Count; key++)
                {
                    for (int at = kept[key - 1]; at <= kept[key]; at++)
                    {
                        float share = (at - kept[key - 1]) / (float)(kept[key] - kept[key - 1]);
                        float told = curve[kept[key - 1]] + (share * (curve[kept[key]] - curve[kept[key - 1]]));
                        Assert.That(Math.Abs(told - curve[at]), Is.LessThanOrEqualTo(0.03f + 1e-5f));
                    }
                }
            }
        }

        [Test]
        public void One_sample_and_two_are_kept()
        {
            Assert.That(CurveReducer.Keep(new[] { new float[] { 3 } }, 0.1f), Is.EqualTo(new[] { 0 }));
            Assert.That(CurveReducer.Keep(new[] { new float[] { 3, 3 } }, 0.1f), Is.EqualTo(new[] { 0, 1 }));
        }

        [Test]
        public void A_long_recording_is_no_deep_recursion()
        {
            var noise = new float[60 * 60 * 10];
            for (int at = 0; at < noise.Length; at++)
            {
                // Each sample is worse than all before it: the worst case for a division.
                noise[at] = at * at * 1e-6f;
            }
            Assert.That(CurveReducer.Keep(new[] { noise }, 0.5f).Count, Is.LessThan(1_000));
        }
    }
}
