#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using Mien.Core.Json;
using Mien.Core.Transport;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>One of the protocol's golden messages: its bytes, and what they say.</summary>
    public sealed class GoldenVector
    {
        private GoldenVector(JsonValue content)
        {
            Name = content["name"].AsText();
            Socket = (SocketKind)Enum.Parse(typeof(SocketKind), content["socket"].AsText(), true);
            IsFromDaemon = content["sender"].AsText() == "daemon";
            Content = content;
            foreach (JsonValue part in content["parts"].Items)
            {
                Parts.Add(Bytes(part.AsText()));
            }
        }

        public string Name { get; }

        public SocketKind Socket { get; }

        public bool IsFromDaemon { get; }

        public JsonValue Content { get; }

        public List<byte[]> Parts { get; } = new List<byte[]>();

        public string Type => Content["type"].AsText();

        public bool IsCanonical => Content["canonical"].AsBoolean();

        public JsonValue Header => Content["header"];

        public bool IsStream => Socket == SocketKind.Motion || Socket == SocketKind.Face;

        public byte[] HeaderBytes => Parts[IsStream ? 1 : 0];

        public byte[]? Payload => Parts.Count > (IsStream ? 2 : 1) ? Parts[Parts.Count - 1] : null;

        /// <summary>All of a folder, which lies beside the package in the project's repository; none where it does not.</summary>
        public static IEnumerable<GoldenVector> All(string subfolder = "")
        {
            string folder = Path.Combine(Folder(), subfolder);
            string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : Array.Empty<string>();
            Array.Sort(files, StringComparer.Ordinal);
            foreach (string file in files)
            {
                yield return new GoldenVector(JsonParser.Parse(File.ReadAllText(file)));
            }
        }

        /// <summary>True if this package is where the golden messages are; a test without them cannot be run.</summary>
        public static void Require()
        {
            if (!Directory.Exists(Folder()))
            {
                Assert.Ignore("the golden messages are in the project's repository only");
            }
        }

        public static byte[] Bytes(string hexadecimal)
        {
            var bytes = new byte[hexadecimal.Length / 2];
            for (int at = 0; at < bytes.Length; at++)
            {
                bytes[at] = Convert.ToByte(hexadecimal.Substring(2 * at, 2), 16);
            }
            return bytes;
        }

        public WireMessage Message()
        {
            var message = new WireMessage();
            foreach (byte[] part in Parts)
            {
                message.BeginPart();
                message.Append(part);
            }
            return message;
        }

        public override string ToString()
        {
            return Name;
        }

        private static string Folder([CallerFilePath] string here = "")
        {
            string root = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "..");
            return Path.GetFullPath(Path.Combine(root, "protocol", "vectors"));
        }
    }
}
