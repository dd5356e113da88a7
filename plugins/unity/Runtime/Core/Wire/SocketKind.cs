#nullable enable

namespace Mien.Core.Wire
{
    /// <summary>The four sockets of a daemon.</summary>
    public enum SocketKind
    {
        /// <summary>Requests, replies, audio in.</summary>
        Control,

        /// <summary>Motion and echoed audio.</summary>
        Motion,

        /// <summary>Face pictures.</summary>
        Face,

        /// <summary>Lossless motion, by credit.</summary>
        Bake,
    }
}
