#nullable enable
using System;
using UnityEngine;

namespace Mien
{
    /// <summary>The place on a mesh that is nearest to a point: a triangle, and the shares of its corners.</summary>
    internal readonly struct NearestPlace
    {
        private NearestPlace(int triangle, Vector3 shares, float distance)
        {
            Triangle = triangle;
            Shares = shares;
            Distance = distance;
        }

        /// <summary>Index of the triangle.</summary>
        internal int Triangle { get; }

        /// <summary>Shares of its corners, which sum up to 1.</summary>
        internal Vector3 Shares { get; }

        /// <summary>Its distance.</summary>
        internal float Distance { get; }

        /// <summary>The place on one triangle (Ericson 2005, 5.1.5).</summary>
        internal static NearestPlace On(int triangle, Vector3 point, Vector3 a, Vector3 b, Vector3 c)
        {
            Vector3 shares = Shared(point, a, b, c);
            Vector3 place = (a * shares.x) + (b * shares.y) + (c * shares.z);
            return new NearestPlace(triangle, shares, (place - point).magnitude);
        }

        private static Vector3 Shared(Vector3 point, Vector3 a, Vector3 b, Vector3 c)
        {
            Vector3 ab = b - a;
            Vector3 ac = c - a;
            Vector3 ap = point - a;
            float d1 = Vector3.Dot(ab, ap);
            float d2 = Vector3.Dot(ac, ap);
            if (d1 <= 0 && d2 <= 0)
            {
                return new Vector3(1, 0, 0);
            }
            Vector3 bp = point - b;
            float d3 = Vector3.Dot(ab, bp);
            float d4 = Vector3.Dot(ac, bp);
            if (d3 >= 0 && d4 <= d3)
            {
                return new Vector3(0, 1, 0);
            }
            Vector3 cp = point - c;
            float d5 = Vector3.Dot(ab, cp);
            float d6 = Vector3.Dot(ac, cp);
            if (d6 >= 0 && d5 <= d6)
            {
                return new Vector3(0, 0, 1);
            }
            float vc = (d1 * d4) - (d3 * d2);
            if (vc <= 0 && d1 >= 0 && d3 <= 0)
            {
                float along = d1 / (d1 - d3);
                return new Vector3(1 - along, along, 0);
            }
            float vb = (d5 * d2) - (d1 * d6);
            if (vb <= 0 && d2 >= 0 && d6 <= 0)
            {
                float along = d2 / (d2 - d6);
                return new Vector3(1 - along, 0, along);
            }
            float va = (d3 * d6) - (d5 * d4);
            if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0)
            {
                float along = (d4 - d3) / (d4 - d3 + d5 - d6);
                return new Vector3(0, 1 - along, along);
            }
            float whole = 1 / Math.Max(va + vb + vc, 1e-30f);
            return new Vector3(va * whole, vb * whole, vc * whole);
        }
    }
}
