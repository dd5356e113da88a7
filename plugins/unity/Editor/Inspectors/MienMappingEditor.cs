#nullable enable
using System.Collections.Generic;
using Mien.Core.Mapping;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>The inspector of a mapping, with presets to begin from.</summary>
    [CustomEditor(typeof(MienMapping))]
    public sealed class MienMappingEditor : Editor
    {
        private int _preset;

        /// <inheritdoc/>
        public override void OnInspectorGUI()
        {
            _preset = EditorGUILayout.Popup("Preset", _preset, Titles());
            if (GUILayout.Button("Replace all by the preset"))
            {
                Undo.RecordObject(target, "Fill mapping");
                ((MienMapping)target).Fill(ShapePresets.All[_preset]);
                EditorUtility.SetDirty(target);
            }
            DrawDefaultInspector();
        }

        private static string[] Titles()
        {
            var titles = new List<string>();
            foreach (ShapePreset preset in ShapePresets.All)
            {
                titles.Add(preset.Title);
            }
            return titles.ToArray();
        }
    }
}
