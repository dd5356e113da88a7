#nullable enable

namespace Mien.Core.Zmtp
{
    /// <summary>Event in the bytes of a connection.</summary>
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
