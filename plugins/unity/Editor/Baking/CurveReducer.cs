#nullable enable
using System;
using System.Collections.Generic;

namespace Mien.Editing
{
    /// <summary>Leaves out of a curve what a straight line tells as well (Ramer 1972; Douglas and Peucker 1973).</summary>
    internal static class CurveReducer
    {
        /// <summary>Selection of samples: the first, the last, and those without which another is far off.</summary>
        /// <param name="curves">Curves that keep the same samples, as the four numbers of a rotation; all of one length.</param>
        /// <param name="tolerance">How far off a sample may be.</param>
        internal static List<int> Keep(IReadOnlyList<float[]> curves, float tolerance)
        {
            int count = curves[0].Length;
            var isKept = new bool[count];
            isKept[0] = true;
            isKept[count - 1] = true;
            var open = new Stack<(int From, int To)>();
            open.Push((0, count - 1));
            while (open.Count > 0)
            {
                (int from, int to) = open.Pop();
                int worst = Worst(curves, from, to, tolerance);
                if (worst >= 0)
                {
                    isKept[worst] = true;
                    open.Push((from, worst));
                    open.Push((worst, to));
                }
            }
            var kept = new List<int>();
            for (int at = 0; at < count; at++)
            {
                if (isKept[at])
                {
                    kept.Add(at);
                }
            }
            return kept;
        }

        /// <summary>The sample between two that a line between them misses most; -1 if it misses none by too much.</summary>
        private static int Worst(IReadOnlyList<float[]> curves, int from, int to, float tolerance)
        {
            int worst = -1;
            float most = tolerance;
            for (int at = from + 1; at < to; at++)
            {
                float share = (at - from) / (float)(to - from);
                foreach (float[] curve in curves)
                {
                    float off = Math.Abs(curve[from] + (share * (curve[to] - curve[from])) - curve[at]);
                    if (off > most)
                    {
                        most = off;
                        worst = at;
                    }
                }
            }
            return worst;
        }
    }
}
