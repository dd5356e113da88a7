#nullable enable
using System;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>
    /// A face where it can be sampled: itself, or, of a prefab, one that is loaded for it. An animator knows its bones in a
    /// scene alone, and a prefab should not be changed by a bake.
    /// </summary>
    internal sealed class FaceInScene : IDisposable
    {
        private readonly GameObject? _contents;

        internal FaceInScene(MienFace face)
        {
            Face = face;
            if (EditorUtility.IsPersistent(face))
            {
                MienFace[] all = face.transform.root.GetComponentsInChildren<MienFace>(true);
                _contents = PrefabUtility.LoadPrefabContents(AssetDatabase.GetAssetPath(face));
                Face = _contents.GetComponentsInChildren<MienFace>(true)[Array.IndexOf(all, face)];
            }
        }

        /// <summary>The face to sample.</summary>
        internal MienFace Face { get; }

        public void Dispose()
        {
            if (_contents != null)
            {
                PrefabUtility.UnloadPrefabContents(_contents);
            }
        }
    }
}
