#nullable enable
using System;
using System.Collections.Generic;

namespace Mien.Core.Rig
{
    /// <summary>
    /// The 52 coefficients of an expression, after Apple's <c>ARFaceAnchor.BlendShapeLocation</c>, in alphabetical order;
    /// left and right are the character's own.
    /// </summary>
    public static class Expression
    {
        /// <summary>Number of them.</summary>
        public const int Count = 52;

        private static readonly string[] All =
        {
            "browDownLeft",
            "browDownRight",
            "browInnerUp",
            "browOuterUpLeft",
            "browOuterUpRight",
            "cheekPuff",
            "cheekSquintLeft",
            "cheekSquintRight",
            "eyeBlinkLeft",
            "eyeBlinkRight",
            "eyeLookDownLeft",
            "eyeLookDownRight",
            "eyeLookInLeft",
            "eyeLookInRight",
            "eyeLookOutLeft",
            "eyeLookOutRight",
            "eyeLookUpLeft",
            "eyeLookUpRight",
            "eyeSquintLeft",
            "eyeSquintRight",
            "eyeWideLeft",
            "eyeWideRight",
            "jawForward",
            "jawLeft",
            "jawOpen",
            "jawRight",
            "mouthClose",
            "mouthDimpleLeft",
            "mouthDimpleRight",
            "mouthFrownLeft",
            "mouthFrownRight",
            "mouthFunnel",
            "mouthLeft",
            "mouthLowerDownLeft",
            "mouthLowerDownRight",
            "mouthPressLeft",
            "mouthPressRight",
            "mouthPucker",
            "mouthRight",
            "mouthRollLower",
            "mouthRollUpper",
            "mouthShrugLower",
            "mouthShrugUpper",
            "mouthSmileLeft",
            "mouthSmileRight",
            "mouthStretchLeft",
            "mouthStretchRight",
            "mouthUpperUpLeft",
            "mouthUpperUpRight",
            "noseSneerLeft",
            "noseSneerRight",
            "tongueOut",
        };

        /// <summary>Their names.</summary>
        public static IReadOnlyList<string> Names => All;

        /// <summary>Index of a name; -1 of one that is none.</summary>
        public static int IndexOf(string name)
        {
            return Math.Max(-1, Array.BinarySearch(All, name, StringComparer.Ordinal));
        }
    }
}
