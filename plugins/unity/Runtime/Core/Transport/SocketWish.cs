#nullable enable

namespace Mien.Core.Transport
{
    /// <summary>Request to a socket.</summary>
    public enum SocketWish : byte
    {
        /// <summary>To send a message of one part.</summary>
        SendOne,

        /// <summary>To send a message of two parts.</summary>
        SendTwo,

        /// <summary>To subscribe to a topic.</summary>
        Subscribe,

        /// <summary>To subscribe to it no more.</summary>
        Unsubscribe,
    }
}
