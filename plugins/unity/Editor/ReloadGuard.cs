#nullable enable
using UnityEditor;

namespace Mien.Editing
{
    /// <summary>
    /// Ends all clients before their code is unloaded, and when play mode ends: threads know of neither. Ends the daemon that
    /// was started here with the editor.
    /// </summary>
    [InitializeOnLoad]
    internal static class ReloadGuard
    {
        static ReloadGuard()
        {
            AssemblyReloadEvents.beforeAssemblyReload += SharedClients.DisposeAll;
            EditorApplication.playModeStateChanged += OnPlayModeChanged;
            EditorApplication.quitting += DaemonProcess.Stop;
        }

        private static void OnPlayModeChanged(PlayModeStateChange change)
        {
            if (change == PlayModeStateChange.EnteredEditMode)
            {
                SharedClients.DisposeAll();
            }
        }
    }
}
