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

        internal static long? RangeOrNull(string name, long? value, long low, long high)
        {
            return value is long number ? Range(name, number, low, high) : (long?)null;
        }

        internal static double? RangeOrNull(string name, double? value, double low, double high)
        {
            return value is double number ? Range(name, number, low, high) : (double?)null;
        }

        internal static double? RangeOrNaN(string name, double? value, double low, double high)
        {
            return value is double number && double.IsNaN(number) ? value : RangeOrNull(name, value, low, high);
        }

        internal static byte[]? BytesOrNull(string name, byte[]? bytes, int most)
        {
            return bytes is null || bytes.Length <= most
                ? bytes
                : throw Wrong(name, "at most " + most + " bytes", bytes.Length.ToString());
        }

        internal static string? Sha256OrNull(string name, string? text)
        {
            bool fits = text is null || text.Length == 64;
            foreach (char letter in text ?? "")
            {
                fits &= (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
            }
            return fits ? text : throw Wrong(name, "64 hexadecimal digits in lower case", "\"" + text + "\"");
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
