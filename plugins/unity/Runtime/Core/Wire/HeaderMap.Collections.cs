#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.MessagePack;

namespace Mien.Core.Wire
{
    internal readonly ref partial struct HeaderMap
    {
        private const int LongestKey = 64;

        /// <summary>Reads an object from a map.</summary>
        internal delegate T MapReader<out T>(in HeaderMap map);

        /// <summary>An array; the reader stands at its first element.</summary>
        internal MessagePackReader Array(string key, out int count)
        {
            if (!TryFind(key, out MessagePackReader value))
            {
                throw Missing(key);
            }
            Expect(ref value, key, MessagePackType.Array, "an array");
            count = value.ReadArrayHeader();
            return value;
        }

        /// <summary>An array of at least so many texts; those beyond belong to a later version.</summary>
        internal string[] Texts(string key, int mostBytes, int? exactly = null)
        {
            MessagePackReader value = Array(key, out int count);
            if (count < exactly)
            {
                throw Wrong(key, "an array of " + exactly, count.ToString());
            }
            var texts = new string[exactly ?? count];
            for (int at = 0; at < texts.Length; at++)
            {
                Expect(ref value, key, MessagePackType.Text, "texts");
                ReadOnlySpan<byte> text = value.ReadTextBytes();
                texts[at] = text.Length <= mostBytes ? Utf8.Decode(text) : throw TooLong(key, mostBytes, text.Length);
            }
            return texts;
        }

        /// <summary>An array of so many numbers in a range; those beyond belong to a later version.</summary>
        internal double[] Numbers(string key, int count, double low, double high)
        {
            MessagePackReader value = Array(key, out int there);
            if (there < count)
            {
                throw Wrong(key, "an array of " + count, there.ToString());
            }
            var numbers = new double[count];
            for (int at = 0; at < count; at++)
            {
                numbers[at] = Number(ref value, key, low, high);
            }
            return numbers;
        }

        /// <summary>A map of any keys and whole numbers.</summary>
        internal Dictionary<string, long> Integers(string key, long high = long.MaxValue)
        {
            HeaderMap map = Map(key);
            var integers = new Dictionary<string, long>(map._count);
            var pairs = new MessagePackReader(map._pairs);
            for (int pair = 0; pair < map._count; pair++)
            {
                string name = map.NextInteger(ref pairs, out long number, high);
                integers[name] = number;
            }
            return integers;
        }

        /// <summary>An array of maps, each read by a constructor.</summary>
        internal List<T> Maps<T>(string key, MapReader<T> read)
        {
            MessagePackReader element = Array(key, out int count);
            var values = new List<T>(count);
            for (int at = 0; at < count; at++)
            {
                values.Add(read(new HeaderMap(element.Rest, _name + "." + key)));
                element.Skip();
            }
            return values;
        }

        /// <summary>A version of the protocol.</summary>
        internal ProtocolVersion Version(string key)
        {
            MessagePackReader value = Array(key, out int count);
            if (count < 2)
            {
                throw Wrong(key, "two numbers", count.ToString());
            }
            return new ProtocolVersion(
                (int)Integer(ref value, key, 0, ushort.MaxValue),
                (int)Integer(ref value, key, 0, ushort.MaxValue));
        }

        private string NextInteger(ref MessagePackReader pairs, out long number, long high)
        {
            ReadOnlySpan<byte> key = pairs.ReadTextBytes();
            if (key.Length > LongestKey)
            {
                throw Wrong("a key", "at most " + LongestKey + " bytes", key.Length.ToString());
            }
            string text = Utf8.Decode(key);
            number = Integer(ref pairs, text, 0, high);
            return text;
        }
    }
}
