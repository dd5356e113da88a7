#nullable enable

namespace Mien.Core.Zmtp
{
    /// <summary>What the bytes of a connection have brought.</summary>
    internal enum ParserEvent
    {
        /// <summary>Nothing whole yet.</summary>
        NeedsBytes,

        /// <summary>A whole message.</summary>
        Message,

        /// <summary>A command.</summary>
        Command,
    }
}
