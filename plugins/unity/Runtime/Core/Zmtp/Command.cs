#nullable enable
using System;
using System.Buffers.Binary;
using System.Text;
using Mien.Core.MessagePack;

namespace Mien.Core.Zmtp
{
    /// <summary>Commands of a connection: a name's length, the name, and what belongs to it; ZMTP 3.1, RFC 37.</summary>
    internal static class Command
    {
        internal const string Ready = "READY";
        internal const string Error = "ERROR";
        internal const string Ping = "PING";
        internal const string Pong = "PONG";
        internal const string Subscribe = "SUBSCRIBE";
        internal const string Cancel = "CANCEL";

        /// <summary>Bytes of a PING before its context: how long the other side may take us for dead.</summary>
        internal const int TtlBytes = 2;

        /// <summary>Most bytes of what a PING wants back.</summary>
        internal const int MostContextBytes = 16;

        private const string SocketType = "Socket-Type";
        private const string Identity = "Identity";

        /// <summary>True if a command has a name.</summary>
        internal static bool Is(ReadOnlySpan<byte> command, string name)
        {
            return command.Length > name.Length
                && command[0] == name.Length
                && Utf8.Is(command.Slice(1, name.Length), name);
        }

        /// <summary>Body of a command of a name.</summary>
        internal static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> command, string name)
        {
            return command.Slice(1 + name.Length);
        }

        /// <summary>A command's bytes.</summary>
        internal static byte[] Of(string name, ReadOnlySpan<byte> body)
        {
            var bytes = new byte[1 + name.Length + body.Length];
            bytes[0] = (byte)name.Length;
            Encoding.ASCII.GetBytes(name, 0, name.Length, bytes, 1);
            body.CopyTo(new Span<byte>(bytes, 1 + name.Length, body.Length));
            return bytes;
        }

        /// <summary>READY: which socket this is, and under which routing id.</summary>
        internal static byte[] OfReady(string socketType, byte[]? identity)
        {
            byte[] type = Property(SocketType, Encoding.ASCII.GetBytes(socketType));
            byte[] id = identity is null ? Array.Empty<byte>() : Property(Identity, identity);
            var body = new byte[type.Length + id.Length];
            type.CopyTo(body, 0);
            id.CopyTo(body, type.Length);
            return Of(Ready, body);
        }

        /// <summary>The socket type that a READY tells; empty where it tells none.</summary>
        internal static string SocketTypeOf(ReadOnlySpan<byte> ready)
        {
            ReadOnlySpan<byte> rest = Body(ready, Ready);
            while (rest.Length > 0 && rest.Length >= 1 + rest[0] + 4)
            {
                ReadOnlySpan<byte> name = rest.Slice(1, rest[0]);
                rest = rest.Slice(1 + name.Length);
                uint size = BinaryPrimitives.ReadUInt32BigEndian(rest);
                rest = rest.Slice(4);
                if (size > rest.Length)
                {
                    break;
                }
                if (Utf8.Is(name, SocketType))
                {
                    return Encoding.ASCII.GetString(rest.Slice(0, (int)size));
                }
                rest = rest.Slice((int)size);
            }
            return "";
        }

        /// <summary>The reason that an ERROR tells.</summary>
        internal static string ReasonOf(ReadOnlySpan<byte> error)
        {
            ReadOnlySpan<byte> body = Body(error, Error);
            int length = body.Length == 0 ? 0 : Math.Min(body[0], body.Length - 1);
            return Encoding.ASCII.GetString(body.Slice(Math.Min(1, body.Length), length));
        }

        private static byte[] Property(string name, byte[] value)
        {
            var bytes = new byte[1 + name.Length + 4 + value.Length];
            bytes[0] = (byte)name.Length;
            Encoding.ASCII.GetBytes(name, 0, name.Length, bytes, 1);
            BinaryPrimitives.WriteInt32BigEndian(new Span<byte>(bytes, 1 + name.Length, 4), value.Length);
            value.CopyTo(bytes, 1 + name.Length + 4);
            return bytes;
        }
    }
}
