using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using UnityEngine;

namespace UnityEditor
{
    public static class AnimationUtility
    {
        private static readonly ConditionalWeakTable<AnimationClip, Dictionary<EditorCurveBinding, AnimationCurve>> Clips =
            new ConditionalWeakTable<AnimationClip, Dictionary<EditorCurveBinding, AnimationCurve>>();

        public static void SetEditorCurve(AnimationClip clip, EditorCurveBinding binding, AnimationCurve curve)
        {
            Clips.GetOrCreateValue(clip)[binding] = curve;
        }

        public static AnimationCurve GetEditorCurve(AnimationClip clip, EditorCurveBinding binding)
        {
            return Clips.GetOrCreateValue(clip).TryGetValue(binding, out AnimationCurve curve) ? curve : null;
        }

        public static EditorCurveBinding[] GetCurveBindings(AnimationClip clip)
        {
            return Clips.GetOrCreateValue(clip).Keys.ToArray();
        }

        public static string CalculateTransformPath(Transform targetTransform, Transform root)
        {
            if (targetTransform == root)
            {
                return "";
            }
            string above = CalculateTransformPath(targetTransform.parent, root);
            return (above.Length > 0 ? above + "/" : "") + targetTransform.gameObject.name;
        }
    }
}
