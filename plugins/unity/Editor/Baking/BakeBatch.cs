#nullable enable
using System;
using System.Collections.Generic;
using System.Threading;
using Mien.Core;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>
    /// Bakes many recordings without anybody at the screen:
    /// <c>Unity -batchmode -executeMethod Mien.Editing.BakeBatch.Run -mienSounds Assets/Speech -mienOut Assets/Baked
    /// -mienFace Assets/Npc.prefab</c>. Without a face only takes are made.
    /// </summary>
    public static class BakeBatch
    {
        private const int SliceMs = 50;

        /// <summary>Does what the command line says; throws, and so ends the editor with an error, where it cannot.</summary>
        public static void Run()
        {
            string sounds = Argument("-mienSounds") ?? throw new MienException("expected -mienSounds and a folder of the project");
            string folder = Argument("-mienOut") ?? sounds;
            string? prefab = Argument("-mienFace");
            MienFace? face = prefab is null ? null : Face(prefab);
            var settings = new BakeSettings { MakesClip = face != null, ConnectionFile = Argument("-mienDaemon") ?? "" };
            foreach (AudioClip recording in Recordings(sounds))
            {
                Bake(recording, face, settings, folder);
                Debug.Log("baked " + recording.name);
            }
            AssetDatabase.SaveAssets();
        }

        /// <summary>Bakes one recording, and waits for it.</summary>
        /// <exception cref="MienException">It cannot be done; in words.</exception>
        public static void Bake(AudioClip recording, MienFace? face, BakeSettings settings, string folder)
        {
            using var bake = new RecordingBake(recording, face, settings);
            while (!bake.IsDone)
            {
                Thread.Sleep(SliceMs);
            }
            bake.Save(folder);
        }

        private static MienFace Face(string path)
        {
            GameObject prefab = AssetDatabase.LoadAssetAtPath<GameObject>(path);
            MienFace? face = prefab != null ? prefab.GetComponentInChildren<MienFace>(true) : null;
            return face != null ? face : throw new MienException("expected a prefab with a Mien Face at " + path);
        }

        private static List<AudioClip> Recordings(string folder)
        {
            var recordings = new List<AudioClip>();
            foreach (string guid in AssetDatabase.FindAssets("t:AudioClip", new[] { folder }))
            {
                recordings.Add(AssetDatabase.LoadAssetAtPath<AudioClip>(AssetDatabase.GUIDToAssetPath(guid)));
            }
            return recordings;
        }

        private static string? Argument(string name)
        {
            string[] arguments = Environment.GetCommandLineArgs();
            int at = Array.IndexOf(arguments, name);
            return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
        }
    }
}
