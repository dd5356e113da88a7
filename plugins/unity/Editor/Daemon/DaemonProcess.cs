#nullable enable
using System;
using System.ComponentModel;
using System.Diagnostics;
using Mien.Core;

namespace Mien.Editing
{
    /// <summary>A daemon that the editor has started. It goes on when the editor reloads its code, and ends with it.</summary>
    internal static class DaemonProcess
    {
        /// <summary>Starts a daemon.</summary>
        /// <param name="command">As it would be typed: <c>mien</c>, or a path and what comes before <c>serve</c>.</param>
        /// <exception cref="MienException">There is no such program.</exception>
        internal static Process Start(string command)
        {
            (string program, string before) = Split(command.Trim());
            var start = new ProcessStartInfo(program, (before + " serve --quiet").Trim())
            {
                UseShellExecute = false,
                CreateNoWindow = true,
            };
            try
            {
                return Process.Start(start) ?? throw new MienException("the system has started nothing");
            }
            catch (Exception error) when (error is Win32Exception || error is InvalidOperationException)
            {
                throw new MienException(
                    "cannot start " + program + ": install Mien, or give the path of its program", error);
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
    }
}
