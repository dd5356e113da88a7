#nullable enable
using System;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Parts common to all headers that a client writes.</summary>
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

        internal static void Field(MessagePackWriter writer, string key, byte[]? value)
        {
            writer.Write(key);
            if (value is null)
            {
                writer.WriteNil();
            }
            else
            {
                writer.WriteBinary(value);
            }
        }

        internal static void Field(MessagePackWriter writer, string key, Controls value)
        {
            writer.Write(key);
            value.Write(writer);
        }

        internal static void Field(MessagePackWriter writer, string key, FaceOptions? value)
        {
            writer.Write(key);
            if (value is null)
            {
                writer.WriteNil();
            }
            else
            {
                value.Write(writer);
            }
        }

        /// <summary>Writes a number if there is one; one that is not a number is nil, which is a value of its own.</summary>
        internal static void Given(MessagePackWriter writer, string key, double? value)
        {
            if (value is double number)
            {
                writer.Write(key);
                if (double.IsNaN(number))
                {
                    writer.WriteNil();
                }
                else
                {
                    writer.Write(number);
                }
            }
        }

        /// <summary>Writes one of some words if one is chosen.</summary>
        internal static void Given(MessagePackWriter writer, string key, string[] words, int? chosen)
        {
            if (chosen is int at)
            {
                writer.Write(key);
                writer.Write(words[at]);
            }
        }

        internal static void SessionOrNil(MessagePackWriter writer, SessionName session)
        {
            if (session.IsEmpty)
            {
                Field(writer, "session", (string?)null);
            }
            else
            {
                Session(writer, session);
            }
        }

        internal static void Session(MessagePackWriter writer, SessionName session)
        {
            Span<byte> ascii = stackalloc byte[SessionName.Longest];
            writer.Write("session");
            writer.WriteText(ascii.Slice(0, session.CopyTo(ascii)));
        }
    }
}
