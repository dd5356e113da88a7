#nullable enable
using Mien.Core.Messages;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>Makes what is needed, in one step: <c>GameObject &gt; Mien</c>.</summary>
    public static class CreateMenu
    {
        /// <summary>Gives the selected character a face that moves and a voice.</summary>
        [MenuItem("GameObject/Mien/Face and Voice for the Selected Character")]
        public static void SpeakingCharacter()
        {
            GameObject? character = Selected();
            if (character != null)
            {
                Speaking(character);
            }
        }

        /// <summary>Lets the selected character move with the player's microphone.</summary>
        [MenuItem("GameObject/Mien/Face and Microphone for the Selected Character")]
        public static void MirroredCharacter()
        {
            GameObject? character = Selected();
            if (character != null)
            {
                Mirrored(character);
            }
        }

        /// <summary>Makes a quad on which a photo speaks, and selects it.</summary>
        [MenuItem("GameObject/Mien/Speaking Portrait")]
        public static void SpeakingPortrait()
        {
            GameObject portrait = Portrait();
            Undo.RegisterCreatedObjectUndo(portrait, "Create portrait");
            Selection.activeGameObject = portrait;
        }

        /// <summary>Adds a face and a voice to a character.</summary>
        internal static MienVoice Speaking(GameObject character)
        {
            Ensure<MienCharacter>(character);
            Ensure<MienFace>(character).FindParts();
            return Ensure<MienVoice>(character);
        }

        /// <summary>Adds a face and a microphone to a character.</summary>
        internal static MienMicrophone Mirrored(GameObject character)
        {
            Ensure<MienCharacter>(character).Pace = Pace.Live;
            Ensure<MienFace>(character).FindParts();
            return Ensure<MienMicrophone>(character);
        }

        /// <summary>A quad that shows pictures.</summary>
        internal static GameObject Portrait()
        {
            GameObject quad = GameObject.CreatePrimitive(PrimitiveType.Quad);
            quad.name = "Speaking portrait";
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
            return known != null ? known : owner.AddComponent<T>();
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
