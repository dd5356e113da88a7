namespace UnityEditor
{
    public static class AssemblyReloadEvents
    {
        public delegate void AssemblyReloadCallback();

        public static event AssemblyReloadCallback beforeAssemblyReload;

        // Not the editor's.
        public static void Reload()
        {
            beforeAssemblyReload?.Invoke();
        }
    }
}
