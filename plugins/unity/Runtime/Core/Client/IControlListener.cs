#nullable enable
using Mien.Core.Connection;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>Learns of what happens on the control socket, on its thread.</summary>
    internal interface IControlListener
    {
        /// <summary>The daemon has let us in.</summary>
        /// <param name="welcome">What it says of itself.</param>
        /// <param name="file">Where its sockets are.</param>
        void OnUp(Welcome welcome, ConnectionFile file);

        /// <summary>There is no connection any more, or still none; in words why.</summary>
        void OnDown(MienException why);

        /// <summary>The daemon does not know this client any more: its sessions are gone.</summary>
        void OnForgotten();

        /// <summary>The daemon says something.</summary>
        /// <exception cref="ProtocolException"><c>malformed</c>: it cannot be read.</exception>
        void OnMessage(MessageType type, in HeaderMap map);
    }
}
