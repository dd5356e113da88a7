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

        /// <summary>
        /// Gives the selected character a face that moves and a voice: where UniVRM sets its shapes, the face for that.
        /// </summary>
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
            GameObject owner = Faced(character);
            return Ensure<MienVoice>(owner);
        }

        /// <summary>Adds a face and a microphone to a character.</summary>
        internal static MienMicrophone Mirrored(GameObject character)
        {
            GameObject owner = Faced(character);
            MienCharacter performer = owner.GetComponent<MienCharacter>();
            Undo.RecordObject(performer, "Set pace");
            performer.Pace = Pace.Live;
            return Ensure<MienMicrophone>(owner);
        }

        /// <summary>A quad that shows pictures.</summary>
        internal static GameObject Portrait()
        {
            GameObject quad = GameObject.CreatePrimitive(PrimitiveType.Quad);
            quad.name = "Speaking portrait";
            Undo.RegisterCreatedObjectUndo(quad, "Create portrait");
            Renderer renderer = quad.GetComponent<MeshRenderer>();
            renderer.sharedMaterial = new Material(NamedShader.Require(null, NamedShader.Portrait));
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

        /// <summary>Adds a performer and the face that suits the character; the object that they are on.</summary>
        private static GameObject Faced(GameObject character)
        {
            AvatarFace? avatar = AvatarFace.Find(character);
            Ensure<MienCharacter>(avatar is null ? character : avatar.Avatar.gameObject);
            if (avatar is null)
            {
                MienFace face = Ensure<MienFace>(character);
                Undo.RecordObject(face, "Find meshes and bones");
                face.FindParts();
                return character;
            }
            GameObject owner = avatar.Avatar.gameObject;
            foreach (MienFace overruled in owner.GetComponentsInChildren<MienFace>(true))
            {
                Undo.DestroyObjectImmediate(overruled);
            }
            if (owner.GetComponent(avatar.Face) == null)
            {
                Undo.AddComponent(owner, avatar.Face);
            }
            return owner;
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
