#nullable enable
using Mien.Core.Messages;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>Makes what is needed, in one step: <c>GameObject &gt; Mien</c>.</summary>
    public static class CreateMenu
    {
        /// <summary>Up to 49, an entry is in the hierarchy's own menu too.</summary>
        private const int Priority = 10;

        /// <summary>Gives the selected character a face that moves and a voice.</summary>
        [MenuItem("GameObject/Mien/Face and Voice for the Selected Character", false, Priority)]
        public static void SpeakingCharacter()
        {
            GameObject? character = Selected();
            if (character != null)
            {
                Speaking(character);
            }
        }

        /// <summary>Lets the selected character move with the player's microphone.</summary>
        [MenuItem("GameObject/Mien/Face and Microphone for the Selected Character", false, Priority)]
        public static void MirroredCharacter()
        {
            GameObject? character = Selected();
            if (character != null)
            {
                Mirrored(character);
            }
        }

        /// <summary>Makes a quad on which a photo speaks, and selects it.</summary>
        [MenuItem("GameObject/Mien/Speaking Portrait", false, Priority)]
        public static void SpeakingPortrait()
        {
            Selection.activeGameObject = Portrait();
        }

        /// <summary>Adds a face and a voice to a character.</summary>
        internal static MienVoice Speaking(GameObject character)
        {
            Ensure<MienCharacter>(character);
            FindParts(Ensure<MienFace>(character));
            return Ensure<MienVoice>(character);
        }

        /// <summary>Adds a face and a microphone to a character.</summary>
        internal static MienMicrophone Mirrored(GameObject character)
        {
            MienCharacter performer = Ensure<MienCharacter>(character);
            Undo.RecordObject(performer, "Set pace");
            performer.Pace = Pace.Live;
            FindParts(Ensure<MienFace>(character));
            return Ensure<MienMicrophone>(character);
        }

        /// <summary>A quad that shows pictures.</summary>
        internal static GameObject Portrait()
        {
            GameObject quad = GameObject.CreatePrimitive(PrimitiveType.Quad);
            quad.name = "Speaking portrait";
            Undo.RegisterCreatedObjectUndo(quad, "Create portrait");
            Renderer renderer = quad.GetComponent<MeshRenderer>();
            renderer.sharedMaterial = new Material(Shader.Find("Mien/Portrait"));
            Ensure<MienCharacter>(quad);
            Ensure<MienVoice>(quad);
            Ensure<MienFaceTexture>(quad).Target = renderer;
            return quad;
        }

        private static T Ensure<T>(GameObject owner)
            where T : Component
        {
            T known = owner.GetComponent<T>();
            return known != null ? known : Undo.AddComponent<T>(owner);
        }

        private static void FindParts(MienFace face)
        {
            Undo.RecordObject(face, "Find meshes and bones");
            face.FindParts();
        }

        private static GameObject? Selected()
        {
            GameObject? selected = Selection.activeGameObject;
            if (selected == null)
            {
                EditorUtility.DisplayDialog("Mien", "Select a character in the scene first.", "OK");
            }
            return selected;
        }
    }
}
