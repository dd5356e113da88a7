#nullable enable
using System.IO;
using Mien.Core;
using Mien.Core.Client;
using Mien.Core.Connection;
using UnityEditor;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>Finds the daemon, or starts it.</summary>
    public sealed class DaemonWindow : EditorWindow
    {
        private const string CommandKey = "Mien.Daemon.Command";

        private MienClient? _client;
        private string _command = "mien";
        private string _told = "";

        /// <summary>Shows the window.</summary>
        [MenuItem("Window/Mien/Daemon")]
        public static void Open()
        {
            GetWindow<DaemonWindow>("Mien Daemon");
        }

        private void OnEnable()
        {
            _command = EditorPrefs.GetString(CommandKey, "mien");
            _client = new MienClient(SharedClients.MakeOptions(ConnectionFilePlace.Default()));
            _client.Connect();
            AssemblyReloadEvents.beforeAssemblyReload += Release;
        }

        private void OnDisable()
        {
            AssemblyReloadEvents.beforeAssemblyReload -= Release;
            Release();
        }

        private void OnInspectorUpdate()
        {
            Repaint();
        }

        private void OnGUI()
        {
            string file = ConnectionFilePlace.Default();
            EditorGUILayout.LabelField("Connection file", file);
            EditorGUILayout.LabelField("It is there", File.Exists(file) ? "yes" : "no");
            bool isConnected = _client != null && _client.State == ClientState.Connected;
            if (isConnected)
            {
                EditorGUILayout.HelpBox("Connected to " + _client!.Welcome!.Server + ".", MessageType.Info);
            }
            else if (_client != null && _client.IsDaemonBusy)
            {
                // Another would only take from it what time it has.
                EditorGUILayout.HelpBox(_client.Trouble, MessageType.Info);
            }
            else
            {
                EditorGUILayout.HelpBox(_client is null ? "" : _client.Trouble, MessageType.Warning);
                DrawStart();
            }
            if (DaemonProcess.Running != null && GUILayout.Button("Stop the daemon that was started here"))
            {
                DaemonProcess.Stop();
            }
            EditorGUILayout.HelpBox(_told, MessageType.None);
        }

        private void DrawStart()
        {
            _command = EditorGUILayout.TextField("Command", _command);
            EditorGUILayout.LabelField(" ", "mien, or \"/path/of/mien/.venv/bin/mien\"");
            if (!GUILayout.Button("Start the daemon"))
            {
                return;
            }
            EditorPrefs.SetString(CommandKey, _command);
            try
            {
                DaemonProcess.Start(_command);
                _told = "Started. The first time, it fetches two model files of 4 MB.";
            }
            catch (MienException error)
            {
                _told = error.Message;
            }
        }

        private void Release()
        {
            _client?.Dispose();
            _client = null;
        }
    }
}
