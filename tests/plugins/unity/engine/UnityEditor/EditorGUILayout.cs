using System;
using System.Collections.Generic;
using UnityEngine;

namespace UnityEditor
{
    public static class EditorGUILayout
    {
        // Not the editor's: what was written.
        public static List<string> Written { get; } = new List<string>();

        public static void LabelField(string label, params GUILayoutOption[] options)
        {
            Written.Add(label);
        }

        public static void LabelField(string label, string label2, params GUILayoutOption[] options)
        {
            Written.Add(label + ": " + label2);
        }

        public static void HelpBox(string message, MessageType type)
        {
            Written.Add(type + ": " + message);
        }

        public static bool Foldout(bool foldout, string content)
        {
            Written.Add(content);
            return true;
        }

        public static int Popup(string label, int selectedIndex, string[] displayedOptions, params GUILayoutOption[] options)
        {
            Written.Add(label + ": " + string.Join(", ", displayedOptions));
            return selectedIndex;
        }

        public static string TextField(string label, string text, params GUILayoutOption[] options)
        {
            return text;
        }

        public static UnityEngine.Object ObjectField(
            string label, UnityEngine.Object obj, Type objType, bool allowSceneObjects, params GUILayoutOption[] options)
        {
            return obj;
        }

        public static bool PropertyField(SerializedProperty property, bool includeChildren, params GUILayoutOption[] options)
        {
            Written.Add(property.Name);
            return true;
        }

        public static Vector2 BeginScrollView(Vector2 scrollPosition, params GUILayoutOption[] options)
        {
            return scrollPosition;
        }

        public static void EndScrollView()
        {
        }
    }
}
