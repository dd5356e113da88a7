#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Bake;
using Mien.Core.Motion;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>
    /// Lets a face show every frame of a bake and notes what comes of it on the character: so that a clip shows what the
    /// component would, mapping, gains and all. Bones of a humanoid become curves of its muscles.
    /// </summary>
    internal sealed class FaceSampler : IDisposable
    {
        private static readonly string[] RotationParts =
        {
            "m_LocalRotation.x", "m_LocalRotation.y", "m_LocalRotation.z", "m_LocalRotation.w",
        };

        private readonly MienFace _face;
        private readonly Transform _root;
        private readonly int _frames;
        private readonly List<SampledCurve> _curves = new List<SampledCurve>();
        private readonly List<(SampledCurve Curve, SkinnedMeshRenderer Renderer, int Shape)> _shapes =
            new List<(SampledCurve Curve, SkinnedMeshRenderer Renderer, int Shape)>();
        private readonly List<(SampledCurve Curve, Transform Bone)> _bones = new List<(SampledCurve Curve, Transform Bone)>();

        private readonly List<(SampledCurve Curve, int Muscle)> _muscles = new List<(SampledCurve Curve, int Muscle)>();
        private readonly MusclePose? _humanoid;

        private FaceSampler(MienFace face, Transform root, int frames)
        {
            _face = face;
            _humanoid = MusclePose.Of(root);
            _root = root;
            _frames = frames;
            foreach (DrivenMesh mesh in face.Meshes)
            {
                AddShapes(mesh);
            }
            AddBone(face.HeadBones.Neck);
            AddBone(face.HeadBones.Head);
            AddBone(face.Eyes.Left);
            AddBone(face.Eyes.Right);
            AddBone(face.Jaw.Jaw);
        }

        /// <summary>The curves of a bake on a character.</summary>
        /// <param name="face">The character's face; it is as before when this returns.</param>
        /// <param name="root">Where the clip will be played: paths begin there.</param>
        /// <param name="motion">The bake.</param>
        internal static List<SampledCurve> Sample(MienFace face, Transform root, BakedMotion motion)
        {
            // Whatever was set since it was bound counts.
            face.Rebind();
            using var sampler = new FaceSampler(face, root, motion.Count);
            try
            {
                sampler.Run(motion);
            }
            finally
            {
                face.Rebind();
            }
            return sampler._curves;
        }

        public void Dispose()
        {
            _humanoid?.Dispose();
        }

        private void Run(BakedMotion motion)
        {
            var frame = new MotionFrame();
            for (int at = 0; at < _frames; at++)
            {
                motion.Read(at, frame);
                _face.Apply(frame);
                foreach ((SampledCurve curve, SkinnedMeshRenderer renderer, int shape) in _shapes)
                {
                    curve.Values[0][at] = renderer.GetBlendShapeWeight(shape);
                }
                foreach ((SampledCurve curve, Transform bone) in _bones)
                {
                    Note(curve, at, bone.localRotation);
                }
                _humanoid?.Read();
                foreach ((SampledCurve curve, int muscle) in _muscles)
                {
                    curve.Values[0][at] = _humanoid!.Muscles[muscle];
                }
            }
        }

        /// <summary>Notes a rotation with the sign that is nearer to the last one's: between the signs lies none.</summary>
        private static void Note(SampledCurve curve, int at, Quaternion rotation)
        {
            float[][] values = curve.Values;
            float sign = 1;
            if (at > 0)
            {
                float same = (values[0][at - 1] * rotation.x) + (values[1][at - 1] * rotation.y)
                    + (values[2][at - 1] * rotation.z) + (values[3][at - 1] * rotation.w);
                sign = same < 0 ? -1 : 1;
            }
            values[0][at] = sign * rotation.x;
            values[1][at] = sign * rotation.y;
            values[2][at] = sign * rotation.z;
            values[3][at] = sign * rotation.w;
        }

        private void AddShapes(DrivenMesh mesh)
        {
            string path = AnimationUtility.CalculateTransformPath(mesh.Renderer.transform, _root);
            for (int at = 0; at < mesh.Driver.Count; at++)
            {
                int shape = mesh.Driver.ShapeAt(at);
                string name = "blendShape." + mesh.Renderer.sharedMesh.GetBlendShapeName(shape);
                var curve = new SampledCurve(
                    path, typeof(SkinnedMeshRenderer), new[] { name }, _frames, _face.MaxBlendShapeValue);
                _curves.Add(curve);
                _shapes.Add((curve, mesh.Renderer, shape));
            }
        }

        private void AddBone(Transform? bone)
        {
            if (bone == null)
            {
                return;
            }
            List<int>? muscles = _humanoid?.MusclesOf(bone);
            if (muscles != null && muscles.Count > 0)
            {
                AddMuscles(muscles);
                return;
            }
            string path = AnimationUtility.CalculateTransformPath(bone, _root);
            var curve = new SampledCurve(path, typeof(Transform), RotationParts, _frames, 1);
            _curves.Add(curve);
            _bones.Add((curve, bone));
        }

        private void AddMuscles(List<int> muscles)
        {
            foreach (int muscle in muscles)
            {
                var curve = new SampledCurve("", typeof(Animator), new[] { HumanTrait.MuscleName[muscle] }, _frames, 1);
                _curves.Add(curve);
                _muscles.Add((curve, muscle));
            }
        }
    }
}
