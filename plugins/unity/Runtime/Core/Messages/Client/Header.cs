#nullable enable
using System;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>What the headers that a client writes have in common.</summary>
    internal static class Header
    {
        /// <summary>Begins a header: <c>type</c>, and so many fields more.</summary>
        internal static void Begin(MessagePackWriter writer, string type, int fields)
        {
            writer.WriteMapHeader(1 + fields);
            writer.Write("type");
            writer.Write(type);
        }

        internal static void Field(MessagePackWriter writer, string key, long value)
        {
            writer.Write(key);
            writer.Write(value);
        }

        internal static void Field(MessagePackWriter writer, string key, long? value)
        {
            writer.Write(key);
            if (value is long number)
            {
                writer.Write(number);
            }
            else
            {
                writer.WriteNil();
            }
        }

        internal static void Field(MessagePackWriter writer, string key, bool value)
        {
            writer.Write(key);
            writer.Write(value);
        }

        internal static void Field(MessagePackWriter writer, string key, string? value)
        {
            writer.Write(key);
            writer.WriteOrNil(value);
        }

        internal static void Field(MessagePackWriter writer, string key, ProtocolVersion value)
        {
            writer.Write(key);
            value.Write(writer);
        }

        internal static void Session(MessagePackWriter writer, SessionName session)
        {
            Span<byte> ascii = stackalloc byte[SessionName.Longest];
            writer.Write("session");
            writer.WriteText(ascii.Slice(0, session.CopyTo(ascii)));
        }
    }
}
