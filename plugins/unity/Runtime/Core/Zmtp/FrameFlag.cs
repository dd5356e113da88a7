#nullable enable

namespace Mien.Core.Zmtp
{
    /// <summary>Bits of the first byte of a frame; ZMTP 3.1, RFC 37, "Framing".</summary>
    internal static class FrameFlag
    {
        /// <summary>Another part of the message follows.</summary>
        internal const byte More = 1;

        /// <summary>Eight bytes of length follow, rather than one.</summary>
        internal const byte Long = 2;

        /// <summary>The frame is a command rather than part of a message.</summary>
        internal const byte Command = 4;

        /// <summary>Bits that are always zero.</summary>
        internal const byte Reserved = 0xf8;
    }
}
