#nullable enable
using System.Linq;
using Mien.Core.Rig;
using Mien.Core.Tests;
using Mien.Editing;
using Mien.Tests;
using Mien.Vrm;
using NUnit.Framework;
using UniVRM10;
using UnityEditor;
using UnityEngine;
using VRM;

namespace Mien.Headless
{
    public sealed class VrmTests
    {
        private readonly string[] _before10 = Vrm10RuntimeExpression.Names;
        private readonly string[] _before0 = VRMBlendShapeProxy.Names;

        [TearDown]
        public void End()
        {
            Vrm10RuntimeExpression.Names = _before10;
            VRMBlendShapeProxy.Names = _before0;
            Selection.activeGameObject = null;
        }

        [Test]
        public void Vowels_and_blinks_of_vrm_1_follow()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienVrm10Face>());
            theatre.Play(0.1);
            MienVrm10Face face = theatre.Rig.Root.GetComponent<MienVrm10Face>();
            face.Apply(Frames.Of(("jawOpen", 0.8f), ("eyeBlinkLeft", 1)));
            Assert.That(Weight10(theatre, "blinkLeft"), Is.EqualTo(1));
            Assert.That(Weight10(theatre, "blinkRight"), Is.Zero);
            Assert.That(Weight10(theatre, "aa"), Is.GreaterThan(0.5f));
            Assert.That(Weight10(theatre, "happy"), Is.Zero);
            face.enabled = false;
            Assert.That(Weight10(theatre, "aa"), Is.Zero);
        }

        [Test]
        public void Perfect_sync_is_recognised_in_vrm_1()
        {
            Vrm10RuntimeExpression.Names = Expression.Names.Select(name => char.ToUpper(name[0]) + name.Substring(1)).ToArray();
            using var theatre = new Theatre(root => root.AddComponent<MienVrm10Face>());
            theatre.Play(1);
            float expected = theatre.Character.Face.Coefficients[Expression.IndexOf("jawOpen")];
            Assert.That(expected, Is.GreaterThan(0.1f));
            Assert.That(Weight10(theatre, "JawOpen"), Is.EqualTo(expected));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void Vowels_and_blinks_of_vrm_0_follow()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienVrm0Face>());
            theatre.Play(0.1);
            MienVrm0Face face = theatre.Rig.Root.GetComponent<MienVrm0Face>();
            face.Apply(Frames.Of(("jawOpen", 0.8f), ("eyeBlinkRight", 0.5f)));
            Assert.That(Weight0(theatre, "Blink_R"), Is.EqualTo(0.5f));
            Assert.That(Weight0(theatre, "A"), Is.GreaterThan(0.5f));
            face.enabled = false;
            Assert.That(Weight0(theatre, "A"), Is.Zero);
        }

        [Test]
        public void A_proxy_of_vrm_0_that_has_not_started_is_waited_for()
        {
            using var theatre = new Theatre(root =>
            {
                root.AddComponent<MienVrm0Face>();
                root.GetComponent<VRMBlendShapeProxy>().HasStarted = false;
            });
            theatre.Play(0.1);
            theatre.Rig.Root.GetComponent<VRMBlendShapeProxy>().HasStarted = true;
            theatre.Frame();
            theatre.Rig.Root.GetComponent<MienVrm0Face>().Apply(Frames.Of(("jawOpen", 0.8f)));
            Assert.That(Weight0(theatre, "A"), Is.GreaterThan(0.5f));
            Assert.That(theatre.Logged, Is.Empty);
        }

        [Test]
        public void A_mapping_overrules_names_and_the_head_turns()
        {
            MienMapping mapping = ScriptableObject.CreateInstance<MienMapping>();
            mapping.Shapes.Add(new MappedShape("happy", new ShapeShare("mouthSmileLeft", 1)));
            using var theatre = new Theatre(root =>
            {
                MienVrm10Face face = root.AddComponent<MienVrm10Face>();
                face.Mapping = mapping;
                face.HeadBones.Head = root.transform.Find("neck").Find("head");
            });
            theatre.Play(0.1);
            MienVrm10Face face = theatre.Rig.Root.GetComponent<MienVrm10Face>();
            face.Apply(Frames.Of(("mouthSmileLeft", 0.7f)).With(new Core.Motion.Rotation(0.8f, 0, 0.6f, 0)));
            Assert.That(Weight10(theatre, "happy"), Is.EqualTo(0.7f));
            Assert.That(Quaternion.Angle(theatre.Rig.Head.localRotation, Quaternion.identity), Is.EqualTo(73.74f).Within(0.01f));
        }

        [Test]
        public void A_frame_allocates_nothing()
        {
            using var theatre = new Theatre(root => root.AddComponent<MienVrm10Face>());
            Assert.That(SteadyState.Allocated(_ => theatre.Frame()), Is.Zero);
        }

        [TestCase(typeof(Vrm10Instance), typeof(MienVrm10Face))]
        [TestCase(typeof(VRMBlendShapeProxy), typeof(MienVrm0Face))]
        public void The_menu_gives_an_avatar_the_face_that_its_own_component_heeds(System.Type avatar, System.Type face)
        {
            using var stage = new NoDaemon();
            using var rig = new Rig("jawOpen");
            rig.Root.AddComponent(avatar);
            rig.Root.AddComponent<MienFace>();
            EditorGUILayout.Written.Clear();
            Editor.CreateEditor(rig.Root.GetComponent<MienFace>()).OnInspectorGUI();
            Assert.That(EditorGUILayout.Written, Has.Some.Contains(avatar.Name + " sets the shapes").And.Some.Contains(face.Name));
            // A mesh below the avatar, as somebody clicks it in the scene.
            Selection.activeGameObject = rig.Face.gameObject;
            CreateMenu.SpeakingCharacter();
            CreateMenu.SpeakingCharacter();
            Assert.That(rig.Root.GetComponentsInChildren<MienExpressionFace>(true), Has.Exactly(1).InstanceOf(face));
            Assert.That(rig.Root.GetComponentsInChildren<MienFace>(true), Is.Empty, "UniVRM would overrule it");
            Assert.That(rig.Root.GetComponentsInChildren<MienCharacter>(true), Has.Exactly(1).Items);
            Assert.That(rig.Root.GetComponent<MienVoice>() != null, Is.True);
            HeadlessLoop.Quit();
        }

        private static float Weight10(Theatre theatre, string name)
        {
            Vrm10RuntimeExpression expression = theatre.Rig.Root.GetComponent<Vrm10Instance>().Runtime.Expression;
            return expression.GetWeight(expression.ExpressionKeys.Single(key => key.Name == name));
        }

        private static float Weight0(Theatre theatre, string name)
        {
            VRMBlendShapeProxy proxy = theatre.Rig.Root.GetComponent<VRMBlendShapeProxy>();
            return proxy.GetValues().Single(value => value.Key.Name == name).Value;
        }
    }
}
