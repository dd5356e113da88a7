#nullable enable
using Mien.Editing;
using UnityEditor;
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>Lets a language model answer through the selected character: <c>Window &gt; Mien &gt; Samples</c>.</summary>
    public static class StreamingNpcScene
    {
        /// <summary>Adds what is needed to the selected character.</summary>
        [MenuItem("Window/Mien/Samples/Streaming NPC on the Selected Character")]
        public static void Build()
        {
            GameObject? character = Selection.activeGameObject;
            if (character == null)
            {
                EditorUtility.DisplayDialog("Mien", "Select a character in the scene first.", "OK");
                return;
            }
            CreateMenu.SpeakingCharacter();
            Undo.RegisterCreatedObjectUndo(character.AddComponent<StreamingNpc>(), "Add a language model");
        }
    }
}
