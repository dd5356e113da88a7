#nullable enable
using System;
using System.IO;
using Mien.Core.Json;
using Mien.Core.Transport;
using Mien.Core.Wire;

namespace Mien.Core.Connection
{
    /// <summary>The file by which clients of the same user find a daemon; it writes it when it starts.</summary>
    public sealed class ConnectionFile
    {
        private const int MostBytes = 65_536;

        private readonly string[] _endpoints;

        private ConnectionFile(JsonValue content, string path)
        {
            ServerId = Required(content, "server_id", path);
            Token = Required(content, "token", path);
            // In the order of SocketKind.
            _endpoints = new[]
            {
                Required(content, "control", path),
                Required(content, "motion", path),
                Required(content, "face", path),
                Required(content, "bake", path),
            };
            JsonValue key = content["curve_key"];
            CurveKey = key.Kind == JsonKind.Text ? key.AsText() : null;
        }

        /// <summary>16 hexadecimal digits, new at every start of the daemon.</summary>
        public string ServerId { get; }

        /// <summary>Token that lets a client in.</summary>
        public string Token { get; }

        /// <summary>The daemon's CURVE public key in Z85, or null where it does not encrypt.</summary>
        public string? CurveKey { get; }

        /// <summary>Reads a connection file.</summary>
        /// <exception cref="MienException">There is none, or it was not written by a daemon.</exception>
        public static ConnectionFile Read(string path)
        {
            try
            {
                return Parse(Content(path), path);
            }
            catch (Exception error) when (error is FileNotFoundException || error is DirectoryNotFoundException)
            {
                throw new MienException("no daemon has written " + path + "; start one with: mien serve", error);
            }
            catch (Exception error) when (error is IOException || error is UnauthorizedAccessException)
            {
                throw new MienException("cannot read the connection file " + path + ": " + error.Message, error);
            }
        }

        /// <summary>Reads the content of a connection file.</summary>
        /// <param name="json">Its text.</param>
        /// <param name="path">Where it is from, for errors.</param>
        /// <exception cref="MienException">It was not written by a daemon.</exception>
        public static ConnectionFile Parse(string json, string path)
        {
            JsonValue content;
            try
            {
                content = JsonParser.Parse(json);
            }
            catch (MienException error)
            {
                throw new MienException("cannot read the connection file " + path + ": " + error.Message, error);
            }
            return new ConnectionFile(content, path);
        }

        /// <summary>The endpoint of a socket.</summary>
        public string Endpoint(SocketKind kind)
        {
            return _endpoints[(int)kind];
        }

        /// <summary>Address of a socket.</summary>
        /// <param name="kind">Which.</param>
        /// <param name="identity">Routing id, for control and bake.</param>
        public WireAddress Address(SocketKind kind, byte[]? identity = null)
        {
            return new WireAddress(kind, Endpoint(kind), CurveKey, identity);
        }

        private static string Content(string path)
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MostBytes)
            {
                throw NotOne(path);
            }
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }

        private static string Required(JsonValue content, string name, string path)
        {
            JsonValue value = content[name];
            return value.Kind == JsonKind.Text ? value.AsText() : throw NotOne(path);
        }

        private static MienException NotOne(string path)
        {
            return new MienException(path + " is no connection file of a daemon; name the one that `mien serve` reports");
        }
    }
}
