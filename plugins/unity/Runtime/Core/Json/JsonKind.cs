#nullable enable

namespace Mien.Core.Json
{
    /// <summary>The types of JSON.</summary>
    public enum JsonKind
    {
        /// <summary>No value.</summary>
        Null,

        /// <summary>True or false.</summary>
        Boolean,

        /// <summary>A number.</summary>
        Number,

        /// <summary>A text.</summary>
        Text,

        /// <summary>Values one after another.</summary>
        Array,

        /// <summary>Values by name.</summary>
        Object,
    }
}
