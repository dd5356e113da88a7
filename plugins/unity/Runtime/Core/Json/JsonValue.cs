#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Mien.Core.Json
{
    /// <summary>A value out of JSON.</summary>
    public sealed class JsonValue
    {
        private static readonly IReadOnlyList<JsonValue> NoItems = Array.Empty<JsonValue>();
        private static readonly Dictionary<string, JsonValue> NoMembers = new Dictionary<string, JsonValue>();

        private readonly string _text;
        private readonly bool _isTrue;

        private JsonValue(
            JsonKind kind,
            string text = "",
            bool isTrue = false,
            IReadOnlyList<JsonValue>? items = null,
            Dictionary<string, JsonValue>? members = null)
        {
            Kind = kind;
            _text = text;
            _isTrue = isTrue;
            Items = items ?? NoItems;
            Members = members ?? NoMembers;
        }

        /// <summary>The value's type.</summary>
        public JsonKind Kind { get; }

        /// <summary>Elements of an array; none of others.</summary>
        public IReadOnlyList<JsonValue> Items { get; }

        /// <summary>Members of an object; none of others.</summary>
        public IReadOnlyDictionary<string, JsonValue> Members { get; }

        /// <summary>True if this is null.</summary>
        public bool IsNull => Kind == JsonKind.Null;

        /// <summary>A member of an object; null in JSON where there is none.</summary>
        public JsonValue this[string name] => Members.TryGetValue(name, out JsonValue? value) ? value : Nothing;

        /// <summary>Null in JSON.</summary>
        internal static JsonValue Nothing { get; } = new JsonValue(JsonKind.Null);

        /// <summary>The text.</summary>
        /// <exception cref="MienException">This is none.</exception>
        public string AsText()
        {
            return Kind == JsonKind.Text ? _text : throw Wrong("a text");
        }

        /// <summary>The number.</summary>
        /// <exception cref="MienException">This is none.</exception>
        public double AsNumber()
        {
            return Kind == JsonKind.Number
                ? double.Parse(_text, NumberStyles.Float, CultureInfo.InvariantCulture)
                : throw Wrong("a number");
        }

        /// <summary>The whole number.</summary>
        /// <exception cref="MienException">This is none, or none that a long can hold.</exception>
        public long AsInteger()
        {
            bool fits = long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
            return Kind == JsonKind.Number && fits ? number : throw Wrong("a whole number");
        }

        /// <summary>True or false.</summary>
        /// <exception cref="MienException">This is neither.</exception>
        public bool AsBoolean()
        {
            return Kind == JsonKind.Boolean ? _isTrue : throw Wrong("true or false");
        }

        internal static JsonValue OfText(string text)
        {
            return new JsonValue(JsonKind.Text, text);
        }

        internal static JsonValue OfNumber(string digits)
        {
            return new JsonValue(JsonKind.Number, digits);
        }

        internal static JsonValue OfBoolean(bool isTrue)
        {
            return new JsonValue(JsonKind.Boolean, isTrue: isTrue);
        }

        internal static JsonValue OfItems(IReadOnlyList<JsonValue> items)
        {
            return new JsonValue(JsonKind.Array, items: items);
        }

        internal static JsonValue OfMembers(Dictionary<string, JsonValue> members)
        {
            return new JsonValue(JsonKind.Object, members: members);
        }

        private MienException Wrong(string expected)
        {
            return new MienException("JSON: expected " + expected + ", got " + Kind);
        }
    }
}
