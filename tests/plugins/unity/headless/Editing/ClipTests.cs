#nullable enable
using System.Collections.Generic;
using System.Linq;
using Mien.Core.Bake;
using Mien.Core.Motion;
using Mien.Editing;
using Mien.Tests;
using NUnit.Framework;
using UnityEditor;
using UnityEngine;

namespace Mien.Headless
{
    public sealed class ClipTests
    {
        private const int Rate = 60;

        private NoDaemon _stage = null!;
        private Rig _rig = null!;
        private MienFace _face = null!;
        private BakedMotion _motion = null!;

        [SetUp]
        public void Begin()
        {
            _stage = new NoDaemon();
            _rig = new Rig("jawOpen", "mouthClose", "Beard");
            _face = _rig.Root.AddComponent<MienFace>();
            _face.HeadBones.Head = _rig.Head;
            _motion = new BakedMotion(Rate, 120);
            for (int at = 0; at < 120; at++)
            {
                float half = at * 0.5f * Mathf.Deg2Rad;
                var turn = new Rotation(Mathf.Cos(half), 0, Mathf.Sin(half), 0);
                _motion.Add(Frames.Of(("jawOpen", at % 20 / 20f)).With(turn));
            }
        }

        [TearDown]
        public void End()
        {
            _rig.Dispose();
            _stage.Dispose();
        }

        [Test]
        public void A_clip_shows_what_the_component_would()
        {
            AnimationClip clip = Bake(0);
            var frame = new MotionFrame();
            for (int at = 0; at < 120; at++)
            {
                _motion.Read(at, frame);
                _face.Apply(frame);
                Assert.That(At(clip, "Face", "blendShape.jawOpen", at), Is.EqualTo(_rig.Weight("jawOpen")).Within(1e-3f));
                var head = new Quaternion(
                    At(clip, "neck/head", "m_LocalRotation.x", at),
                    At(clip, "neck/head", "m_LocalRotation.y", at),
                    At(clip, "neck/head", "m_LocalRotation.z", at),
                    At(clip, "neck/head", "m_LocalRotation.w", at));
                Assert.That(Mathf.Abs(Quaternion.Dot(head, _rig.Head.localRotation)), Is.EqualTo(1).Within(1e-5f));
            }
        }

        [Test]
        public void A_clip_for_a_humanoid_moves_its_muscles()
        {
            Animator animator = _rig.Root.AddComponent<Animator>();
            Transform eye = Rig.Child(_rig.Head, "eye");
            Transform jaw = Rig.Child(_rig.Head, "jaw");
            animator.Bones[HumanBodyBones.Neck] = _rig.Neck;
            animator.Bones[HumanBodyBones.Head] = _rig.Head;
            animator.Bones[HumanBodyBones.LeftEye] = eye;
            _face.HeadBones.Neck = _rig.Neck;
            _face.Eyes.Left = eye;
            _face.Eyes.Drive = EyeDrive.Bones;
            _face.Jaw.Jaw = jaw;
            AnimationClip clip = Bake(0);
            string[] names = AnimationUtility.GetCurveBindings(clip)
                .Where(each => each.type == typeof(Animator)).Select(each => each.path + each.propertyName).ToArray();
            Assert.That(names, Is.EquivalentTo(new[]
            {
                "Neck Nod Down-Up", "Neck Tilt Left-Right", "Neck Turn Left-Right",
                "Head Nod Down-Up", "Head Tilt Left-Right", "Head Turn Left-Right",
                "Left Eye Down-Up", "Left Eye In-Out",
            }));
            string[] turned = AnimationUtility.GetCurveBindings(clip)
                .Where(each => each.type == typeof(Transform)).Select(each => each.path).Distinct().ToArray();
            Assert.That(turned, Is.EqualTo(new[] { "neck/head/jaw" }), "of which the avatar knows nothing");
            var frame = new MotionFrame();
            for (int at = 0; at < 120; at++)
            {
                _motion.Read(at, frame);
                _face.Apply(frame);
                Quaternion head = HumanPoseHandler.Turn(
                    At(clip, "", "Head Nod Down-Up", at),
                    At(clip, "", "Head Tilt Left-Right", at),
                    At(clip, "", "Head Turn Left-Right", at));
                Assert.That(Quaternion.Angle(head, _rig.Head.localRotation), Is.LessThan(0.1f));
            }
            Assert.That(Curve(clip, "", "Head Turn Left-Right").keys.Max(key => Mathf.Abs(key.value)), Is.GreaterThan(0.5f));
        }

        [Test]
        public void It_binds_what_animation_binds_by_its_names()
        {
            string[] names = AnimationUtility.GetCurveBindings(Bake(0.003f))
                .Select(each => each.type.Name + " " + each.path + " " + each.propertyName).ToArray();
            Assert.That(names, Is.EquivalentTo(new[]
            {
                "SkinnedMeshRenderer Face blendShape.jawOpen",
                "SkinnedMeshRenderer Face blendShape.mouthClose",
                "Transform neck/head m_LocalRotation.x",
                "Transform neck/head m_LocalRotation.y",
                "Transform neck/head m_LocalRotation.z",
                "Transform neck/head m_LocalRotation.w",
            }), "and nothing that nothing moves");
        }

        [Test]
        public void A_tolerance_leaves_keys_out_and_stays_within_it()
        {
            AnimationClip clip = Bake(0.01f);
            AnimationCurve jaw = Curve(clip, "Face", "blendShape.jawOpen");
            Assert.That(jaw.keys.Length, Is.LessThan(20), "six teeth of a saw");
            for (int at = 0; at < 120; at++)
            {
                Assert.That(jaw.Evaluate(at / (float)Rate), Is.EqualTo(at % 20 / 20f * 100).Within(1.01f));
            }
            Assert.That(Curve(clip, "Face", "blendShape.mouthClose").keys.Length, Is.EqualTo(2));
            Assert.That(clip.frameRate, Is.EqualTo(Rate));
            Assert.That(clip.IsContinuous, Is.True);
        }

        [Test]
        public void Rotations_do_not_change_their_sign_on_the_way()
        {
            AnimationClip clip = Bake(0);
            float[] w = Curve(clip, "neck/head", "m_LocalRotation.w").keys.Select(key => key.value).ToArray();
            float[] y = Curve(clip, "neck/head", "m_LocalRotation.y").keys.Select(key => key.value).ToArray();
            Assert.That(y[0] - y[119], Is.GreaterThan(0.7f).Or.LessThan(-0.7f), "it turns");
            for (int at = 1; at < w.Length; at++)
            {
                Assert.That((w[at] * w[at - 1]) + (y[at] * y[at - 1]), Is.GreaterThan(0.9f));
            }
        }

        [Test]
        public void The_character_is_afterwards_as_it_was()
        {
            _rig.Head.localRotation = Quaternion.Euler(5, 0, 0);
            _face.Rebind();
            _rig.Face.SetBlendShapeWeight(_rig.Face.sharedMesh.GetBlendShapeIndex("mouthClose"), 33);
            Bake(0);
            Assert.That(_rig.Weight("mouthClose"), Is.EqualTo(33).Within(1e-4f));
            Assert.That(Quaternion.Angle(_rig.Head.localRotation, Quaternion.Euler(5, 0, 0)), Is.LessThan(1e-3f));
        }

        [Test]
        public void A_mapping_and_its_limits_are_baked_in()
        {
            MienMapping mapping = ScriptableObject.CreateInstance<MienMapping>();
            mapping.Shapes.Add(new MappedShape("Beard", new ShapeShare("jawOpen", 1)) { Most = 0.5f });
            _face.Mapping = mapping;
            AnimationCurve beard = Curve(Bake(0), "Face", "blendShape.Beard");
            Assert.That(beard.Evaluate(19 / 60f), Is.EqualTo(50).Within(1e-3f));
        }

        [Test]
        public void A_prefab_is_sampled_as_it_is_in_a_scene_and_not_changed()
        {
            using var prefab = new Rig("jawOpen");
            MienFace face = prefab.Root.AddComponent<MienFace>();
            AssetDatabase.CreateAsset(prefab.Root, "Assets/Npc.prefab");
            PrefabUtility.Contents["Assets/Npc.prefab"] = _rig.Root;
            using (var staged = new FaceInScene(face))
            {
                Assert.That(staged.Face, Is.EqualTo(_face));
                Assert.That(PrefabUtility.Loaded, Has.Count.EqualTo(1));
            }
            Assert.That(PrefabUtility.Loaded, Is.Empty);
            AssetDatabase.Assets.Clear();
            using var same = new FaceInScene(face);
            Assert.That(same.Face, Is.EqualTo(face));
        }

        private AnimationClip Bake(float tolerance)
        {
            List<SampledCurve> curves = FaceSampler.Sample(_face, _rig.Root.transform, _motion);
            return ClipWriter.Write(curves, _motion.RateHz, tolerance);
        }

        private static float At(AnimationClip clip, string path, string property, int frame)
        {
            return Curve(clip, path, property).Evaluate(frame / (float)Rate);
        }

        private static AnimationCurve Curve(AnimationClip clip, string path, string property)
        {
            EditorCurveBinding binding = AnimationUtility.GetCurveBindings(clip)
                .Single(each => each.path == path && each.propertyName == property);
            return AnimationUtility.GetEditorCurve(clip, binding);
        }
    }
}
