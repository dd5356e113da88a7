#nullable enable
using System.Collections.Generic;
using Mien.Core;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>Bakes recordings to animation clips and takes, one after the other.</summary>
    public sealed class BakeWindow : EditorWindow
    {
        [SerializeField]
        private MienFace? _face = null;

        [SerializeField]
        private List<AudioClip> _recordings = new List<AudioClip>();

        [SerializeField]
        private string _folder = "Assets";

        [SerializeField]
        private BakeSettings _settings = new BakeSettings();

        private readonly Queue<AudioClip> _waiting = new Queue<AudioClip>();
        private RecordingBake? _bake;
        private Vector2 _scroll;
        private string _told = "";

        /// <summary>Shows the window.</summary>
        [MenuItem("Window/Mien/Bake Recordings")]
        public static void Open()
        {
            GetWindow<BakeWindow>("Bake Recordings");
        }

        private void OnGUI()
        {
            _scroll = EditorGUILayout.BeginScrollView(_scroll);
            var serialized = new SerializedObject(this);
            Draw(serialized, "_face");
            Draw(serialized, "_recordings");
            Draw(serialized, "_folder");
            Draw(serialized, "_settings");
            serialized.ApplyModifiedProperties();
            if (GUILayout.Button("Add the selected recordings"))
            {
                AddSelected();
            }
            if (_bake is null ? GUILayout.Button("Bake") : GUILayout.Button("Give up"))
            {
                Toggle();
            }
            EditorGUILayout.HelpBox(_told, MessageType.None);
            EditorGUILayout.EndScrollView();
        }

        private void OnDisable()
        {
            GiveUp();
        }

        private static void Draw(SerializedObject serialized, string name)
        {
            EditorGUILayout.PropertyField(serialized.FindProperty(name), true);
        }

        private void AddSelected()
        {
            foreach (Object selected in Selection.objects)
            {
                if (selected is AudioClip clip && !_recordings.Contains(clip))
                {
                    _recordings.Add(clip);
                }
            }
        }

        private void Toggle()
        {
            if (_bake != null)
            {
                GiveUp();
                _told = "Given up.";
                return;
            }
            _waiting.Clear();
            foreach (AudioClip recording in _recordings)
            {
                if (recording != null)
                {
                    _waiting.Enqueue(recording);
                }
            }
            _told = "";
            EditorApplication.update += Advance;
            Next();
        }

        private void Advance()
        {
            if (_bake is null)
            {
                GiveUp();
                return;
            }
            if (_bake.IsDone)
            {
                Finish(_bake);
                Next();
            }
            Repaint();
        }

        private void Finish(RecordingBake bake)
        {
            try
            {
                bake.Save(_folder);
                _told += bake.Recording.name + ": done\n";
            }
            catch (MienException error)
            {
                _told += bake.Recording.name + ": " + error.Message + "\n";
            }
            bake.Dispose();
            _bake = null;
        }

        private void Next()
        {
            while (_bake is null && _waiting.Count > 0)
            {
                AudioClip recording = _waiting.Dequeue();
                try
                {
                    _bake = new RecordingBake(recording, _face, _settings);
                }
                catch (MienException error)
                {
                    _told += recording.name + ": " + error.Message + "\n";
                }
            }
        }

        private void GiveUp()
        {
            EditorApplication.update -= Advance;
            _waiting.Clear();
            _bake?.Dispose();
            _bake = null;
        }
    }
}
