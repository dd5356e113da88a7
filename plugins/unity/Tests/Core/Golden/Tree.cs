#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Json;
using Mien.Core.MessagePack;

namespace Mien.Core.Tests
{
    /// <summary>Values as plain objects, so that what was read can be held against what JSON says.</summary>
    public static class Tree
    {
        /// <summary>Value of JSON: bytes as <c>{"$bin": hex}</c>, large integers as <c>{"$int": digits}</c>.</summary>
        public static object? Of(JsonValue json)
        {
            switch (json.Kind)
            {
                case JsonKind.Text:
                    return json.AsText();
                case JsonKind.Boolean:
                    return json.AsBoolean();
                case JsonKind.Number:
                    return json.AsNumber();
                case JsonKind.Array:
                    var items = new List<object?>();
                    foreach (JsonValue item in json.Items)
                    {
                        items.Add(Of(item));
                    }
                    return items;
                case JsonKind.Object:
                    return OfMembers(json);
                default:
                    return null;
            }
        }

        /// <summary>Value of MessagePack: all types of the specification, read by nothing but the reader.</summary>
        public static object? Of(ref MessagePackReader reader)
        {
            switch (reader.NextType)
            {
                case MessagePackType.Boolean:
                    return reader.ReadBoolean();
                case MessagePackType.Integer:
                    return Number(reader.ReadInt64());
                case MessagePackType.Float:
                    return reader.ReadDouble();
                case MessagePackType.Text:
                    return reader.ReadText();
                case MessagePackType.Binary:
                    return Hexadecimal(reader.ReadBinary());
                case MessagePackType.Array:
                    var items = new List<object?>();
                    for (int left = reader.ReadArrayHeader(); left > 0; left--)
                    {
                        items.Add(Of(ref reader));
                    }
                    return items;
                case MessagePackType.Map:
                    var members = new Dictionary<string, object?>();
                    for (int left = reader.ReadMapHeader(); left > 0; left--)
                    {
                        string key = reader.ReadText();
                        members[key] = Of(ref reader);
                    }
                    return members;
                default:
                    reader.Skip();
                    return null;
            }
        }

        /// <summary>A whole number as JSON can tell it: beyond 53 bits as text.</summary>
        public static object Number(long number)
        {
            return Math.Abs((double)number) < 1L << 53 ? (object)(double)number : "$int " + number;
        }

        public static string Hexadecimal(ReadOnlySpan<byte> bytes)
        {
            return "$bin " + BitConverter.ToString(bytes.ToArray()).Replace("-", "").ToLowerInvariant();
        }

        private static object OfMembers(JsonValue json)
        {
            foreach (string tag in new[] { "$bin", "$int" })
            {
                if (json.Members.ContainsKey(tag))
                {
                    return tag + " " + json[tag].AsText();
                }
            }
            var members = new Dictionary<string, object?>();
            foreach (KeyValuePair<string, JsonValue> member in json.Members)
            {
                members[member.Key] = Of(member.Value);
            }
            return members;
        }
    }
}
