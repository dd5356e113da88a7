#nullable enable
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>What a client says. Messages with a payload have it beside the header, in a part of its own.</summary>
    public interface IClientMessage
    {
        /// <summary>Writes the header.</summary>
        void Write(MessagePackWriter writer);
    }
}
