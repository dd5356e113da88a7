#nullable enable
using System;
using System.Globalization;
using System.Text;

namespace Mien.Player
{
    /// <summary>An object of JSON on one line, written member by member.</summary>
    internal sealed class JsonLine
    {
        private readonly StringBuilder _text = new StringBuilder("{");

        internal JsonLine With(string name, string? value)
        {
            return Raw(name, value is null ? "null" : "\"" + Escaped(value) + "\"");
        }

        internal JsonLine With(string name, long value)
        {
            return Raw(name, value.ToString(CultureInfo.InvariantCulture));
        }

        internal JsonLine With(string name, bool value)
        {
            return Raw(name, value ? "true" : "false");
        }

        internal JsonLine With(string name, ReadOnlySpan<byte> bytes)
        {
            return Raw(name, "\"" + Convert.ToBase64String(bytes) + "\"");
        }

        internal JsonLine Raw(string name, string json)
        {
            _text.Append(_text.Length > 1 ? ", \"" : "\"").Append(name).Append("\": ").Append(json);
            return this;
        }

        public override string ToString()
        {
            return _text + "}";
        }

        private static string Escaped(string text)
        {
            var escaped = new StringBuilder();
            foreach (char unit in text)
            {
                escaped.Append(unit < ' ' || unit > '~' || unit == '"' || unit == '\\'
                    ? "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture)
                    : unit.ToString());
            }
            return escaped.ToString();
        }
    }
}
