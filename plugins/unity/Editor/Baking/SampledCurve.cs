#nullable enable
using System;

namespace Mien.Editing
{
    /// <summary>Numbers of something that is animated, a set for each frame.</summary>
    internal sealed class SampledCurve
    {
        /// <summary>A curve without numbers yet.</summary>
        /// <param name="path">Of the object, from the animated root.</param>
        /// <param name="type">Of its component.</param>
        /// <param name="properties">Names of the numbers, as the serializer has them.</param>
        /// <param name="frames">How many frames there will be.</param>
        /// <param name="scale">What 1 is; the tolerance is counted in it.</param>
        internal SampledCurve(string path, Type type, string[] properties, int frames, float scale)
        {
            Path = path;
            Type = type;
            Properties = properties;
            Scale = scale;
            Values = new float[properties.Length][];
            for (int at = 0; at < Values.Length; at++)
            {
                Values[at] = new float[frames];
            }
        }

        internal string Path { get; }

        internal Type Type { get; }

        internal string[] Properties { get; }

        internal float Scale { get; }

        /// <summary>For each property a number for each frame.</summary>
        internal float[][] Values { get; }

        /// <summary>True if it never changes.</summary>
        internal bool IsConstant
        {
            get
            {
                foreach (float[] values in Values)
                {
                    if (Array.Exists(values, value => value != values[0]))
                    {
                        return false;
                    }
                }
                return true;
            }
        }
    }
}
