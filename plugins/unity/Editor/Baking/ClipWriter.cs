#nullable enable
using System.Collections.Generic;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>Writes sampled curves into an animation clip.</summary>
    internal static class ClipWriter
    {
        /// <summary>Makes a clip.</summary>
        /// <param name="curves">What moves.</param>
        /// <param name="rateHz">Samples a second.</param>
        /// <param name="tolerance">How far off a sample may be, 1 being a whole shape; 0 keeps every sample.</param>
        internal static AnimationClip Write(IReadOnlyList<SampledCurve> curves, int rateHz, float tolerance)
        {
            var clip = new AnimationClip { frameRate = rateHz };
            foreach (SampledCurve curve in curves)
            {
                List<int> kept = tolerance > 0 ? CurveReducer.Keep(curve.Values, tolerance * curve.Scale) : All(curve.Values[0].Length);
                for (int part = 0; part < curve.Properties.Length; part++)
                {
                    EditorCurveBinding binding = EditorCurveBinding.FloatCurve(curve.Path, curve.Type, curve.Properties[part]);
                    AnimationUtility.SetEditorCurve(clip, binding, Straight(curve.Values[part], kept, rateHz));
                }
            }
            clip.EnsureQuaternionContinuity();
            return clip;
        }

        /// <summary>A curve that goes straight from one kept sample to the next.</summary>
        private static AnimationCurve Straight(float[] values, List<int> kept, int rateHz)
        {
            var keys = new Keyframe[kept.Count];
            for (int at = 0; at < keys.Length; at++)
            {
                float before = at > 0 ? Slope(values, kept[at - 1], kept[at], rateHz) : 0;
                float after = at < keys.Length - 1 ? Slope(values, kept[at], kept[at + 1], rateHz) : 0;
                keys[at] = new Keyframe(kept[at] / (float)rateHz, values[kept[at]], before, after);
            }
            return new AnimationCurve(keys);
        }

        private static float Slope(float[] values, int from, int to, int rateHz)
        {
            return (values[to] - values[from]) * rateHz / (to - from);
        }

        private static List<int> All(int count)
        {
            var all = new List<int>();
            for (int at = 0; at < count; at++)
            {
                all.Add(at);
            }
            return all;
        }
    }
}
