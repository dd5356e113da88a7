#nullable enable
using Mien.Editing;
using UnityEditor;
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>Turns the selected character into one that speaks: <c>Window &gt; Mien &gt; Samples</c>.</summary>
    public static class NpcDialogueScene
    {
        /// <summary>Adds what a dialogue needs to the selected character.</summary>
        [MenuItem("Window/Mien/Samples/NPC Dialogue on the Selected Character")]
        public static void Build()
        {
            GameObject? character = Selection.activeGameObject;
            if (character == null)
            {
                EditorUtility.DisplayDialog("Mien", "Select a character in the scene first.", "OK");
                return;
            }
            CreateMenu.SpeakingCharacter();
            NpcDialogue dialogue = character.AddComponent<NpcDialogue>();
            Camera camera = Camera.main;
            dialogue.Listener = camera != null ? camera.transform : null;
            Undo.RegisterCreatedObjectUndo(dialogue, "Add dialogue");
        }
    }
}
