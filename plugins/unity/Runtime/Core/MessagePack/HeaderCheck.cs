#nullable enable
using System;
using Mien.Core.Wire;

namespace Mien.Core.MessagePack
{
    /// <summary>
    /// Looks through a header before anything is built from it: once it passes, its size in memory is bounded, its
    /// text is UTF-8 and the keys of its maps are text.
    /// </summary>
    public static class HeaderCheck
    {
        private const int DeepestEver = 32;

        /// <summary>Checks a header against limits.</summary>
        /// <exception cref="ProtocolException">
        /// <c>malformed</c>: it is not one value of maps, arrays, text, bytes, numbers, true, false and nil, or it
        /// exceeds a limit.
        /// </exception>
        public static void Run(ReadOnlySpan<byte> header, Limits limits)
        {
            var reader = new MessagePackReader(header);
            Span<int> owed = stackalloc int[DeepestEver];
            Span<bool> isMap = stackalloc bool[DeepestEver];
            int depth = 0;
            int seen = 0;
            owed[0] = 1;
            isMap[0] = false;
            while (depth >= 0)
            {
                if (owed[depth] == 0)
                {
                    depth--;
                    continue;
                }
                // Of a map, what comes next is a key where an even number of keys and values is owed.
                bool isKey = isMap[depth] && owed[depth] % 2 == 0;
                owed[depth]--;
                seen++;
                MessagePackType type = reader.NextType;
                if (isKey && type != MessagePackType.Text)
                {
                    throw Refused("the keys of a map must be text, got " + type);
                }
                if (type == MessagePackType.Map || type == MessagePackType.Array)
                {
                    depth++;
                    CheckDepth(depth, limits);
                    int count = type == MessagePackType.Map ? reader.ReadMapHeader() : reader.ReadArrayHeader();
                    CheckCount(count, limits);
                    isMap[depth] = type == MessagePackType.Map;
                    owed[depth] = isMap[depth] ? 2 * count : count;
                    CheckValues(seen + owed[depth], limits);
                }
                else
                {
                    CheckScalar(ref reader, type, limits);
                }
            }
            if (!reader.IsAtEnd)
            {
                throw Refused("one value was expected, got " + (header.Length - reader.Position) + " bytes beyond it");
            }
        }

        private static void CheckScalar(ref MessagePackReader reader, MessagePackType type, Limits limits)
        {
            if (type == MessagePackType.Text)
            {
                ReadOnlySpan<byte> text = reader.ReadTextBytes();
                if (text.Length > limits.TextBytes)
                {
                    throw Refused("text may have " + limits.TextBytes + " bytes, got " + text.Length);
                }
                Utf8.Check(text);
            }
            else if (type == MessagePackType.Extension || type == MessagePackType.Reserved)
            {
                throw Refused("an extension type, which this protocol does not use, or no msgpack");
            }
            else
            {
                reader.Skip();
            }
        }

        private static void CheckDepth(int depth, Limits limits)
        {
            if (depth > Math.Min(limits.Depth, DeepestEver - 1))
            {
                throw Refused("maps and arrays may be " + limits.Depth + " deep, got deeper");
            }
        }

        private static void CheckCount(int count, Limits limits)
        {
            if (count > limits.Items)
            {
                throw Refused("a map or array may have " + limits.Items + " elements, got " + count);
            }
        }

        private static void CheckValues(int count, Limits limits)
        {
            if (count > limits.Values)
            {
                throw Refused("a header may have " + limits.Values + " values, got more");
            }
        }

        private static ProtocolException Refused(string what)
        {
            return ProtocolException.Malformed("header: " + what);
        }
    }
}
