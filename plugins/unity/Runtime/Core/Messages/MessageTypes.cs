#nullable enable
using System;
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Types of messages, by their headers.</summary>
    internal static class MessageTypes
    {
        /// <summary>Checks a header and tells its type.</summary>
        /// <param name="header">Bytes that claim to be a map.</param>
        /// <param name="map">The header, to be read.</param>
        /// <exception cref="ProtocolException"><c>malformed</c>: it is none, exceeds a limit, or tells no type.</exception>
        internal static MessageType Read(ReadOnlySpan<byte> header, out HeaderMap map)
        {
            HeaderCheck.Run(header, Limits.Default);
            var unnamed = new HeaderMap(header, "header");
            if (!unnamed.TryFind("type", out MessagePackReader value) || value.NextType != MessagePackType.Text)
            {
                throw ProtocolException.Malformed("header.type", "a text", "none");
            }
            ReadOnlySpan<byte> type = value.ReadTextBytes();
            for (int at = 1; at < Names.MessageTypes.Length; at++)
            {
                if (Utf8.Is(type, Names.MessageTypes[at]))
                {
                    map = new HeaderMap(header, Names.MessageTypes[at]);
                    return (MessageType)at;
                }
            }
            map = unnamed;
            return MessageType.Unknown;
        }
    }
}
