#nullable enable

namespace Mien.Core.MessagePack
{
    /// <summary>The types of the MessagePack specification.</summary>
    public enum MessagePackType
    {
        /// <summary>No value.</summary>
        Nil,

        /// <summary>True or false.</summary>
        Boolean,

        /// <summary>A whole number, signed or not, of up to 64 bits.</summary>
        Integer,

        /// <summary>A number of 32 or 64 bits.</summary>
        Float,

        /// <summary>Text in UTF-8.</summary>
        Text,

        /// <summary>Bytes.</summary>
        Binary,

        /// <summary>Values one after another.</summary>
        Array,

        /// <summary>Pairs of values.</summary>
        Map,

        /// <summary>Bytes with a type of the application's, or a time.</summary>
        Extension,

        /// <summary>The byte 0xc1, which the specification never uses.</summary>
        Reserved,
    }
}
