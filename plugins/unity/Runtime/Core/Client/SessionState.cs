#nullable enable

namespace Mien.Core.Client
{
    /// <summary>State of a session.</summary>
    public enum SessionState
    {
        /// <summary>Asked for; what is said to it waits.</summary>
        Opening,

        /// <summary>The daemon performs it.</summary>
        Open,

        /// <summary>Closed, at this client's wish.</summary>
        Closed,

        /// <summary>No more, or never begun, and not at this client's wish.</summary>
        Lost,
    }
}
