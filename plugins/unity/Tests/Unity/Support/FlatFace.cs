#nullable enable
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Tests
{
    /// <summary>
    /// A face mesh that is easy to reason about: a bowl of 5 by 5 vertices, 10 cm wide and high, whose texture is laid over
    /// it from in front; the middle square is an opening.
    /// </summary>
    internal static class FlatFace
    {
        internal const int Side = 5;

        private const float SizeM = 0.1f;

        internal static readonly Dictionary<string, int> Landmarks = new Dictionary<string, int>
        {
            ["forehead"] = 2,
            ["earLeft"] = 14,
            ["earRight"] = 10,
            ["chin"] = 22,
            ["noseTip"] = 12,
            ["eyeOuterLeft"] = 8,
            ["eyeOuterRight"] = 6,
        };

        /// <summary>The mesh as a client reads it.</summary>
        internal static FaceMesh Read()
        {
            var writer = new MessagePackWriter();
            writer.WriteMapHeader(2);
            writer.Write("type");
            writer.Write("stream_header");
            writer.Write("mesh");
            Write(writer);
            MessageTypes.Read(writer.Written.ToArray(), out HeaderMap map);
            return new FaceMesh(map.Map("mesh"));
        }

        internal static void Write(MessagePackWriter writer)
        {
            writer.WriteMapHeader(7);
            Binary(writer, "uv", MemoryMarshal.AsBytes<float>(Uv()));
            Binary(writer, "triangles", MemoryMarshal.AsBytes<int>(Triangles()));
            writer.Write("placement");
            writer.WriteArrayHeader(4);
            foreach (double edge in new[] { 0.25, 0.25, 0.75, 0.75 })
            {
                writer.Write(edge);
            }
            writer.Write("openings");
            writer.Write(2L);
            Binary(writer, "positions", MemoryMarshal.AsBytes<float>(Positions()));
            writer.Write("landmarks");
            writer.WriteMapHeader(Landmarks.Count);
            foreach (KeyValuePair<string, int> landmark in Landmarks)
            {
                writer.Write(landmark.Key);
                writer.Write((long)landmark.Value);
            }
            writer.Write("uv_layout");
            writer.Write("flat-1");
        }

        /// <summary>From the top left: the character's right is at the left of its picture.</summary>
        internal static float[] Uv()
        {
            var uv = new float[2 * Side * Side];
            for (int at = 0; at < Side * Side; at++)
            {
                uv[2 * at] = at % Side / (Side - 1f);
                uv[(2 * at) + 1] = at / Side / (Side - 1f);
            }
            return uv;
        }

        /// <summary>In the axes of the wire: +X the character's left, +Y up, +Z out of the face.</summary>
        internal static float[] Positions()
        {
            float[] uv = Uv();
            var positions = new float[3 * Side * Side];
            for (int at = 0; at < Side * Side; at++)
            {
                float x = uv[2 * at] - 0.5f;
                float y = 0.5f - uv[(2 * at) + 1];
                positions[3 * at] = SizeM * x;
                positions[(3 * at) + 1] = SizeM * y;
                positions[(3 * at) + 2] = SizeM * (1 - (x * x) - (y * y));
            }
            return positions;
        }

        /// <summary>Two for each square, counter-clockwise seen from outside; those of the middle square last.</summary>
        internal static int[] Triangles()
        {
            var triangles = new List<int>();
            var last = new List<int>();
            for (int row = 0; row < Side - 1; row++)
            {
                for (int column = 0; column < Side - 1; column++)
                {
                    int at = (row * Side) + column;
                    List<int> into = row == 2 && column == 1 ? last : triangles;
                    into.AddRange(new[] { at, at + Side, at + 1, at + 1, at + Side, at + Side + 1 });
                }
            }
            triangles.AddRange(last);
            return triangles.ToArray();
        }

        private static void Binary(MessagePackWriter writer, string key, ReadOnlySpan<byte> bytes)
        {
            writer.Write(key);
            writer.WriteBinary(bytes);
        }
    }
}
