#nullable enable
using System.Linq;
using Mien.Core.Mapping;
using Mien.Core.Motion;
using Mien.Core.Rig;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Tests
{
    public sealed class MienFaceTests
    {
        private NoDaemon _stage = null!;

        [SetUp]
        public void Begin()
        {
            _stage = new NoDaemon();
        }

        [TearDown]
        public void End()
        {
            _stage.Dispose();
        }

        [Test]
        public void Shapes_are_found_by_name_and_moved()
        {
            using var rig = new Rig("Face.M_F00_jawOpen", "EyeBlink_L", "eye_blink_right", "Breasts");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Apply(Frames.Of(("jawOpen", 0.5f), ("eyeBlinkLeft", 1), ("eyeBlinkRight", 0.25f)));
            Assert.That(rig.Weight("Face.M_F00_jawOpen"), Is.EqualTo(50));
            Assert.That(rig.Weight("EyeBlink_L"), Is.EqualTo(100));
            Assert.That(rig.Weight("eye_blink_right"), Is.EqualTo(25));
            Assert.That(face.Meshes.Single().Driver.Unmapped, Is.EqualTo(new[] { "Breasts" }));
        }

        [Test]
        public void Several_meshes_move_together()
        {
            using var rig = new Rig("jawOpen", "mouthClose");
            SkinnedMeshRenderer teeth = rig.AddMesh("Teeth", "jawOpen");
            SkinnedMeshRenderer shirt = rig.AddMesh("Shirt", "Fat");
            MienFace face = rig.Root.AddComponent<MienFace>();
            Assert.That(face.Renderers, Is.EqualTo(new[] { rig.Face, teeth }), "the shirt has nothing to move");
            face.Apply(Frames.Of(("jawOpen", 0.4f)));
            Assert.That(teeth.GetBlendShapeWeight(0), Is.EqualTo(40));
            Assert.That(shirt.GetBlendShapeWeight(0), Is.Zero);
        }

        [Test]
        public void A_mouth_of_an_empty_jaw_opens_by_what_moves()
        {
            string[] vroid = ShapePresets.Find("vroid")!.Rules.Select(rule => rule.Shape).ToArray();
            using var rig = new Rig();
            SkinnedMeshRenderer head = rig.AddMesh("Head", vroid.Prepend("jawOpen").ToArray(), name => name != "jawOpen");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Apply(Frames.Of(("jawOpen", 0.5f)));
            Assert.That(head.GetBlendShapeWeight(0), Is.Zero);
            Assert.That(head.GetBlendShapeWeight(1), Is.EqualTo(45).Within(1e-3f));
            Assert.That(face.Meshes.Single(mesh => mesh.Renderer == head).Driver.Unmapped, Is.Empty);
        }

        [Test]
        public void Of_three_meshes_with_all_shapes_those_move_that_move_something()
        {
            string[] names = Expression.Names
                .Concat(ShapePresets.Find("oculus")!.Rules.Select(rule => rule.Shape)).Append("mouthOpen").ToArray();
            using var rig = new Rig();
            rig.AddMesh("Wolf3D_Head", names);
            SkinnedMeshRenderer teeth = rig.AddMesh("Wolf3D_Teeth", names, name => name is "jawOpen" or "viseme_aa" or "mouthOpen");
            rig.AddMesh("EyeLeft", names, name => name == "eyeLookUpLeft");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Apply(Frames.Of(("jawOpen", 0.5f)));
            int[] counts = face.Meshes.Select(mesh => mesh.Driver.Count).ToArray();
            Assert.That(counts, Is.EqualTo(new[] { Expression.Count, 1, 1 }));
            Assert.That(teeth.GetBlendShapeWeight(Expression.IndexOf("jawOpen")), Is.EqualTo(50));
            Assert.That(teeth.GetBlendShapeWeight(System.Array.IndexOf(names, "viseme_aa")), Is.Zero);
        }

        [Test]
        public void A_kind_of_shapes_may_be_preferred()
        {
            string[] visemes = ShapePresets.Find("oculus")!.Rules.Select(rule => rule.Shape).ToArray();
            using var rig = new Rig(Expression.Names.Concat(visemes).ToArray());
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Prefer = "oculus";
            face.Apply(Frames.Of(("jawOpen", 1)));
            Assert.That(rig.Weight("jawOpen"), Is.Zero);
            Assert.That(rig.Weight("viseme_aa"), Is.EqualTo(100));
        }

        [Test]
        public void Weight_and_scale_hold()
        {
            using var rig = new Rig("jawOpen", "mouthClose");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.MaxBlendShapeValue = 1;
            face.Weight = 0.5f;
            face.Apply(Frames.Of(("jawOpen", 0.8f)));
            Assert.That(rig.Weight("jawOpen"), Is.EqualTo(0.4f).Within(1e-6f));
        }

        [Test]
        public void A_mapping_overrules_names()
        {
            using var rig = new Rig("Key 1", "jawOpen");
            MienMapping mapping = ScriptableObject.CreateInstance<MienMapping>();
            mapping.Shapes.Add(new MappedShape("Key 1", new ShapeShare("jawOpen", 0.5f), new ShapeShare("mouthFunnel", 1))
            {
                Gain = 2,
                Offset = 0.1f,
                Least = 0.05f,
                Most = 0.9f,
            });
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Mapping = mapping;
            face.Apply(Frames.Of(("jawOpen", 0.2f), ("mouthFunnel", 0.1f)));
            Assert.That(rig.Weight("Key 1"), Is.EqualTo(50).Within(1e-4f), "(0.1 + 0.1) times 2, and 0.1");
            Assert.That(rig.Weight("jawOpen"), Is.Zero, "the mapping does not speak of it");
            face.Apply(Frames.Of(("jawOpen", 1)));
            Assert.That(rig.Weight("Key 1"), Is.EqualTo(90).Within(1e-4f));
            mapping.Shapes[0].Offset = -1;
            face.Apply(Frames.Of());
            Assert.That(rig.Weight("Key 1"), Is.EqualTo(5).Within(1e-4f));
        }

        [Test]
        public void The_head_turns_to_its_left_and_the_neck_takes_its_share()
        {
            using var rig = new Rig("jawOpen");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.HeadBones.Head = rig.Head;
            face.HeadBones.Neck = rig.Neck;
            face.HeadBones.NeckShare = 0.25f;
            face.Rebind();
            // On the wire a turn of 40 degrees about +Y is to the character's left; in Unity that is at -X.
            face.Apply(Frames.Of().With(new Rotation(0.9396926f, 0, 0.3420201f, 0)));
            Vector3 gaze = rig.Head.rotation * Vector3.forward;
            Assert.That(Mathf.Atan2(-gaze.x, gaze.z) * Mathf.Rad2Deg, Is.EqualTo(40).Within(1e-3f));
            Vector3 neck = rig.Neck.rotation * Vector3.forward;
            Assert.That(Mathf.Atan2(-neck.x, neck.z) * Mathf.Rad2Deg, Is.EqualTo(10).Within(1e-3f));
        }

        [Test]
        public void The_head_moves_in_metres_if_it_is_to()
        {
            using var rig = new Rig("jawOpen");
            rig.Root.transform.localScale = new Vector3(2, 2, 2);
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.HeadBones.Head = rig.Head;
            face.HeadBones.MoveGain = 1;
            face.Rebind();
            face.Apply(Frames.Of().Moved(0.02f, 0.01f, -0.03f));
            Vector3 moved = rig.Head.position;
            Assert.That((moved - new Vector3(-0.02f, 0.01f, -0.03f)).magnitude, Is.LessThan(1e-6f), moved.ToString());
        }

        [Test]
        public void Eyes_turn_by_bones_or_by_shapes()
        {
            using var rig = new Rig("eyeLookOutLeft", "eyeLookInRight", "eyeBlinkLeft");
            Transform left = Rig.Child(rig.Head, "left");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Eyes.Left = left;
            face.Rebind();
            MotionFrame frame = Frames.Of(("eyeLookOutLeft", 0.5f), ("eyeBlinkLeft", 0.3f)).Looking(0.2f, 0.1f);
            face.Apply(frame);
            Assert.That(rig.Weight("eyeLookOutLeft"), Is.EqualTo(50));
            Assert.That(left.localRotation, Is.EqualTo(Quaternion.identity));
            face.Eyes.Drive = EyeDrive.Bones;
            face.Apply(frame);
            Assert.That(rig.Weight("eyeLookOutLeft"), Is.Zero);
            Assert.That(rig.Weight("eyeBlinkLeft"), Is.EqualTo(30).Within(1e-4f));
            Vector3 gaze = left.rotation * Vector3.forward;
            Assert.That(Mathf.Atan2(-gaze.x, gaze.z), Is.EqualTo(0.2f).Within(1e-5f), "to its left");
            Assert.That(Mathf.Asin(gaze.y), Is.EqualTo(0.1f).Within(1e-5f), "upwards");
            face.Eyes.Drive = EyeDrive.BonesAndLidShapes;
            face.Apply(frame);
            Assert.That(rig.Weight("eyeLookOutLeft"), Is.EqualTo(50));
        }

        [Test]
        public void A_jaw_bone_takes_the_place_of_its_shape()
        {
            using var rig = new Rig("jawOpen", "mouthClose");
            Transform jaw = Rig.Child(rig.Head, "jaw");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Jaw.Jaw = jaw;
            face.Jaw.OpenDeg = 20;
            face.Rebind();
            face.Apply(Frames.Of(("jawOpen", 0.5f), ("mouthClose", 0.2f)));
            Assert.That(rig.Weight("jawOpen"), Is.Zero);
            Assert.That(rig.Weight("mouthClose"), Is.EqualTo(20).Within(1e-4f));
            Vector3 chin = jaw.rotation * Vector3.forward;
            Assert.That(Mathf.Asin(-chin.y) * Mathf.Rad2Deg, Is.EqualTo(10).Within(1e-3f), "down");
        }

        [Test]
        public void Disabled_it_puts_all_back()
        {
            using var rig = new Rig("jawOpen");
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.HeadBones.Head = rig.Head;
            face.Rebind();
            face.Apply(Frames.Of(("jawOpen", 1)).With(new Rotation(0.9396926f, 0, 0.3420201f, 0)));
            face.enabled = false;
            Assert.That(rig.Weight("jawOpen"), Is.Zero);
            Assert.That(rig.Head.localRotation, Is.EqualTo(Quaternion.identity));
        }

        [Test]
        public void Shapes_that_somebody_has_set_are_given_back_as_they_were()
        {
            using var rig = new Rig("jawOpen", "mouthSmileLeft");
            rig.Face.SetBlendShapeWeight(1, 30);
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Rebind();
            Assert.That(rig.Weight("mouthSmileLeft"), Is.EqualTo(30), "nothing was moved yet");
            face.Apply(Frames.Of(("mouthSmileLeft", 1)));
            face.enabled = false;
            Assert.That(rig.Weight("mouthSmileLeft"), Is.EqualTo(30));
        }

        [Test]
        public void A_mesh_without_shapes_and_an_empty_entry_are_passed_over()
        {
            using var rig = new Rig();
            rig.AddMesh("No mesh").sharedMesh = null;
            MienFace face = rig.Root.AddComponent<MienFace>();
            face.Renderers.Add(rig.Face);
            face.Renderers.Add(rig.Root.transform.Find("No mesh").GetComponent<SkinnedMeshRenderer>());
            face.Renderers.Add(null!);
            face.Rebind();
            face.Apply(Frames.Of(("jawOpen", 1)));
            face.enabled = false;
        }

        [Test]
        public void A_mesh_that_was_destroyed_is_passed_over()
        {
            using var rig = new Rig("jawOpen");
            SkinnedMeshRenderer teeth = rig.AddMesh("Teeth", "jawOpen");
            MienFace face = rig.Root.AddComponent<MienFace>();
            Object.DestroyImmediate(teeth.gameObject);
            face.Apply(Frames.Of(("jawOpen", 1)));
            Assert.That(rig.Weight("jawOpen"), Is.EqualTo(100));
        }
    }
}
