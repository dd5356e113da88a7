#nullable enable
using Mien.Editing;
using UnityEditor;
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>Lets the selected character move with the player's voice: <c>Window &gt; Mien &gt; Samples</c>.</summary>
    public static class VTuberScene
    {
        /// <summary>Adds what is needed to the selected character.</summary>
        [MenuItem("Window/Mien/Samples/VTuber on the Selected Character")]
        public static void Build()
        {
            GameObject? character = Selection.activeGameObject;
            if (character == null)
            {
                EditorUtility.DisplayDialog("Mien", "Select a character in the scene first.", "OK");
                return;
            }
            CreateMenu.MirroredCharacter();
            Undo.RegisterCreatedObjectUndo(character.AddComponent<VTuberPanel>(), "Add panel");
        }
    }
}
