#nullable enable
using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Mien.Core.Connection
{
    /// <summary>Default path of the daemon's connection file on each system.</summary>
    public static class ConnectionFilePlace
    {
        private const string Name = "daemon.json";

        /// <summary>
        /// The path on this machine: with what lives as long as the login, or with the user's cache.
        /// </summary>
        public static string Default()
        {
            string? runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
            return string.IsNullOrEmpty(runtime)
                ? Path.Combine(CacheRoot(), Name)
                : Path.Combine(runtime, "mien", Name);
        }

        private static string CacheRoot()
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                string local = Environment.GetEnvironmentVariable("LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local");
                return Path.Combine(local, "mien", "Cache");
            }
            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            {
                return Path.Combine(home, "Library", "Caches", "mien");
            }
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            return Path.Combine(string.IsNullOrEmpty(cache) ? Path.Combine(home, ".cache") : cache, "mien");
        }
    }
}
