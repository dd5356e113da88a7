#nullable enable

namespace Mien.Core.Client
{
    /// <summary>State of a client's connection to its daemon.</summary>
    public enum ClientState
    {
        /// <summary>Nobody has asked for a connection, or it was closed.</summary>
        Closed,

        /// <summary>There is none yet, or none any more; it is being tried.</summary>
        Connecting,

        /// <summary>The daemon answers.</summary>
        Connected,
    }
}
