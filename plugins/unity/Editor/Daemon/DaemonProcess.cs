#nullable enable
using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Mien.Core;
using UnityEditor;

namespace Mien.Editing
{
    /// <summary>
    /// The daemon that the editor has started, if it has: it goes on while the editor reloads its code, and ends with the
    /// editor.
    /// </summary>
    internal static class DaemonProcess
    {
        private const string IdKey = "Mien.Daemon.Id";
        private const string BeganKey = "Mien.Daemon.Began";

        /// <summary>The daemon; null where none was started, or it has ended.</summary>
        internal static Process? Running
        {
            get
            {
                int id = SessionState.GetInt(IdKey, 0);
                try
                {
                    Process? known = id == 0 ? null : Process.GetProcessById(id);
                    return known != null && !known.HasExited && IsIt(known) ? known : null;
                }
                catch (Exception error) when (IsOver(error))
                {
                    return null;
                }
            }
        }

        /// <summary>Starts a daemon.</summary>
        /// <param name="command">As it would be typed: <c>mien</c>, or a path and what comes before <c>serve</c>.</param>
        /// <exception cref="MienException">There is no such program.</exception>
        internal static void Start(string command)
        {
            (string program, string before) = Split(command.Trim());
            var start = new ProcessStartInfo(program, (before + " serve --quiet").Trim())
            {
                UseShellExecute = false,
                CreateNoWindow = true,
            };
            try
            {
                Process started = Process.Start(start) ?? throw new MienException("the system has started nothing");
                SessionState.SetInt(IdKey, started.Id);
                SessionState.SetString(BeganKey, Began(started).ToString(CultureInfo.InvariantCulture));
            }
            catch (Exception error) when (IsOver(error))
            {
                throw new MienException(
                    "cannot start " + program + ": install Mien, or give the path of its program", error);
            }
        }

        /// <summary>Ends the daemon, if it runs.</summary>
        internal static void Stop()
        {
            using Process? running = Running;
            SessionState.EraseInt(IdKey);
            if (running is null)
            {
                return;
            }
            try
            {
                End(running);
            }
            catch (Exception error) when (IsOver(error))
            {
                // It was quicker.
            }
        }

        /// <summary>The program, which may be in quotes, and what follows it.</summary>
        internal static (string Program, string Arguments) Split(string command)
        {
            bool isQuoted = command.StartsWith("\"", StringComparison.Ordinal);
            int end = isQuoted ? command.IndexOf('"', 1) : command.IndexOf(' ');
            if (end < 0)
            {
                return (command.Trim('"'), "");
            }
            return (command.Substring(isQuoted ? 1 : 0, isQuoted ? end - 1 : end), command.Substring(end + 1).Trim());
        }

        private static void End(Process process)
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                // What pip installs there is a program that starts Python, and waits for it.
                string arguments = "/T /F /PID " + process.Id.ToString(CultureInfo.InvariantCulture);
                using Process? killer = Process.Start(new ProcessStartInfo("taskkill", arguments) { CreateNoWindow = true });
                return;
            }
            process.Kill();
        }

        /// <summary>True if a process is the one that was started: systems reuse its number after a while.</summary>
        private static bool IsIt(Process process)
        {
            bool isKnown = long.TryParse(SessionState.GetString(BeganKey, ""), out long ticks);
            return isKnown && Math.Abs(Began(process) - ticks) < 2 * TimeSpan.TicksPerSecond;
        }

        /// <summary>Start of a process; systems compute it anew each time, and not always alike.</summary>
        private static long Began(Process process)
        {
            return process.StartTime.ToUniversalTime().Ticks;
        }

        /// <summary>Exceptions of systems for programs that are not there, or not any more.</summary>
        private static bool IsOver(Exception error)
        {
            return error is Win32Exception || error is InvalidOperationException || error is ArgumentException;
        }
    }
}
