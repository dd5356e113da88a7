#nullable enable
using System.Globalization;
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Holds what is about to be sent against what the protocol allows, so that a mistake is named here.</summary>
    internal static class Check
    {
        internal static long Range(string name, long value, long low, long high)
        {
            return value >= low && value <= high ? value : throw Wrong(name, low + ".." + high, value.ToString());
        }

        internal static double Range(string name, double value, double low, double high)
        {
            // Asked this way round, a number that is none fails too.
            return value >= low && value <= high ? value : throw Wrong(name, Text(low) + ".." + Text(high), Text(value));
        }

        internal static string Text(string name, string text, int mostBytes)
        {
            int bytes = Utf8.Count(text);
            return bytes <= mostBytes ? text : throw Wrong(name, "at most " + mostBytes + " bytes of UTF-8", bytes.ToString());
        }

        internal static string? TextOrNull(string name, string? text, int mostBytes)
        {
            return text is null ? null : Text(name, text, mostBytes);
        }

        internal static string CodePoints(string name, string text, int most)
        {
            int count = 0;
            foreach (char unit in text)
            {
                count += char.IsLowSurrogate(unit) ? 0 : 1;
            }
            return count <= most ? text : throw Wrong(name, "at most " + most + " characters", count.ToString());
        }

        internal static MienException Wrong(string name, string expected, string got)
        {
            return new MienException(name + ": expected " + expected + ", got " + got);
        }

        private static string Text(double value)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }
    }
}
