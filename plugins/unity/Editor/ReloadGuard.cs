#nullable enable
using UnityEditor;

namespace Mien.Editing
{
    /// <summary>Ends all clients before their code is unloaded, and when play mode ends: threads know of neither.</summary>
    [InitializeOnLoad]
    internal static class ReloadGuard
    {
        static ReloadGuard()
        {
            AssemblyReloadEvents.beforeAssemblyReload += SharedClients.DisposeAll;
            EditorApplication.playModeStateChanged += OnPlayModeChanged;
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
