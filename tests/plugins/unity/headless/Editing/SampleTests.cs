#nullable enable
using Mien.Core.Messages;
using Mien.Editing;
using Mien.Samples;
using Mien.Tests;
using NUnit.Framework;
using UnityEditor;
using UnityEngine;

namespace Mien.Headless
{
    public sealed class SampleTests
    {
        [TearDown]
        public void End()
        {
            Selection.activeGameObject = null;
        }

        [Test]
        public void A_selected_character_becomes_one_that_speaks()
        {
            using var stage = new NoDaemon();
            using var rig = new Rig("jawOpen", "mouthClose");
            Selection.activeGameObject = rig.Root;
            Undo.Recorded.Clear();
            NpcDialogueScene.Build();
            foreach (MonoBehaviour added in new MonoBehaviour[]
            {
                rig.Root.GetComponent<MienCharacter>(), rig.Root.GetComponent<MienFace>(), rig.Root.GetComponent<MienVoice>(),
                rig.Root.GetComponent<NpcDialogue>(),
            })
            {
                Assert.That(Undo.Recorded, Does.Contain(added), "it can be undone");
            }
            Assert.That(rig.Root.GetComponent<MienFace>().Renderers, Is.EqualTo(new[] { rig.Face }));
            NpcDialogue dialogue = rig.Root.GetComponent<NpcDialogue>();
            Transform player = new GameObject("player").transform;
            player.position = new Vector3(-1, 0, 1);
            dialogue.Listener = player;
            HeadlessLoop.Step(0.02f);
            Assert.That(rig.Root.GetComponent<MienCharacter>().Controls.GazeYawDeg, Is.EqualTo(34), "as far to its left as it can");
            dialogue.SayNext();
            Assert.That(Debug.Logged, Is.Empty);
            HeadlessLoop.Quit();
        }

        [Test]
        public void Nothing_selected_is_told()
        {
            EditorGUILayout.Written.Clear();
            NpcDialogueScene.Build();
            VTuberScene.Build();
            StreamingNpcScene.Build();
            CreateMenu.SpeakingCharacter();
            Assert.That(EditorGUILayout.Written, Has.Count.EqualTo(4));
            Assert.That(EditorGUILayout.Written, Is.All.EqualTo("Select a character in the scene first."));
        }

        [Test]
        public void A_selected_character_answers_by_a_language_model()
        {
            using var stage = new NoDaemon();
            using var rig = new Rig("jawOpen");
            Selection.activeGameObject = rig.Root;
            StreamingNpcScene.Build();
            Assert.That(rig.Root.GetComponent<StreamingNpc>() != null && rig.Root.GetComponent<MienVoice>() != null, Is.True);
            HeadlessLoop.Quit();
        }

        [Test]
        public void A_portrait_is_a_quad_that_shows_pictures()
        {
            using var stage = new NoDaemon();
            NeuralPortraitScene.Build();
            MienFaceTexture texture = Selection.activeGameObject.GetComponent<MienFaceTexture>();
            Assert.That(texture.Target!.sharedMaterial.shader.name, Is.EqualTo("Mien/Portrait"));
            Assert.That(texture.GetComponent<PortraitDialogue>() != null, Is.True);
            HeadlessLoop.Quit();
        }

        [Test]
        public void A_selected_character_moves_with_the_microphone()
        {
            using var stage = new NoDaemon();
            using var rig = new Rig("jawOpen");
            Selection.activeGameObject = rig.Root;
            VTuberScene.Build();
            HeadlessLoop.Step(0.02f);
            Assert.That(rig.Root.GetComponent<MienCharacter>().Session!.Options.Pace, Is.EqualTo(Pace.Live));
            Assert.That(rig.Root.GetComponent<VTuberPanel>() != null, Is.True);
            HeadlessLoop.Quit();
        }
    }
}
