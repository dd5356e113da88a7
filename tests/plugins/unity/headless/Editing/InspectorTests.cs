#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Client;
using Mien.Editing;
using Mien.Tests;
using NUnit.Framework;
using UnityEditor;
using UnityEngine;

namespace Mien.Headless
{
    public sealed class InspectorTests
    {
        [TearDown]
        public void End()
        {
            Application.isPlaying = true;
        }

        [Test]
        public void A_face_tells_what_nothing_moves()
        {
            using var stage = new NoDaemon();
            using var rig = new Rig("jawOpen", "Beard");
            string told = Told(rig.Root.AddComponent<MienFace>());
            Assert.That(told, Does.Contain("1 shapes on 1 meshes are moved").And.Contain("Face: Beard"));
        }

        [Test]
        public void A_face_of_which_nothing_is_known_is_warned_of()
        {
            using var stage = new NoDaemon();
            using var rig = new Rig("Key 1");
            Assert.That(Told(rig.Root.AddComponent<MienFace>()), Does.Contain("Warning: Nothing here is recognised"));
        }

        [Test]
        public void A_character_that_plays_tells_how_it_is_served()
        {
            using var theatre = new Theatre();
            theatre.Play(2.5);
            string told = Told(theatre.Character);
            Assert.That(told, Does.Contain("Motion: 60.").Or.Contain("Motion: 59."));
            Assert.That(told, Does.Contain("Lost, late, waited for: 0, 0, 0"));
            Assert.That(told, Does.Contain("Session: Open"));
            Assert.That(told, Does.Contain("Warning: No daemon: "), "none is there");
            Assert.That(Told(theatre.Voice), Does.Contain("Latency reckoned with: 53 ms"));
        }

        [Test]
        public void A_mapping_offers_the_presets()
        {
            string told = Told(ScriptableObject.CreateInstance<MienMapping>());
            Assert.That(told, Does.Contain("Preset: ARKit, Character Creator 4, extended, MetaHuman"));
        }

        [Test]
        public void A_head_that_wears_a_face_tells_which_landmarks_are_missing()
        {
            using var stage = new NoDaemon();
            var head = new GameObject("head");
            MienFaceWearer wearer = head.AddComponent<MienFaceWearer>();
            Assert.That(Told(wearer), Does.Contain("Create a Landmarks asset"));
            wearer.Landmarks = ScriptableObject.CreateInstance<MienLandmarks>();
            wearer.Landmarks.Set("chin", Vector3.zero);
            string told = Told(wearer);
            Assert.That(told, Does.Contain("Landmarks placed: 1 of 31").And.Contain("Next: forehead, noseRoot"));
            Assert.That(told, Does.Not.Contain("chin"));
        }

        [Test]
        public void Windows_draw_all_their_settings()
        {
            using var stage = new NoDaemon();
            foreach (EditorWindow window in new EditorWindow[]
            {
                EditorWindow.GetWindow<BakeWindow>("bake"), EditorWindow.GetWindow<DaemonWindow>("daemon"),
            })
            {
                EditorGUILayout.Written.Clear();
                Call(window, "OnGUI");
                Call(window, "OnDisable");
                Assert.That(EditorGUILayout.Written, Is.Not.Empty);
            }
        }

        [Test]
        public void No_client_outlives_a_reload_of_code_or_the_end_of_play()
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(
                typeof(BakeWindow).Assembly.GetType("Mien.Editing.ReloadGuard")!.TypeHandle);
            using var stage = new NoDaemon();
            MienClient before = SharedClients.Acquire("a.json");
            AssemblyReloadEvents.Reload();
            Assert.That(before.State, Is.EqualTo(ClientState.Closed));
            MienClient played = SharedClients.Acquire("a.json");
            EditorApplication.Change(PlayModeStateChange.ExitingPlayMode);
            Assert.That(played.State, Is.EqualTo(ClientState.Connecting));
            EditorApplication.Change(PlayModeStateChange.EnteredEditMode);
            Assert.That(played.State, Is.EqualTo(ClientState.Closed));
        }

        private static string Told(UnityEngine.Object target)
        {
            EditorGUILayout.Written.Clear();
            // An assembly that nothing has used yet is not loaded.
            GC.KeepAlive(typeof(BakeWindow));
            Editor editor = Editor.CreateEditor(target);
            editor.OnInspectorGUI();
            return string.Join("\n", new List<string>(EditorGUILayout.Written));
        }

        private static void Call(object window, string message)
        {
            const System.Reflection.BindingFlags Any =
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic;
            window.GetType().GetMethod(message, Any)!.Invoke(window, null);
        }
    }
}
