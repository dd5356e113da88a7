#nullable enable
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Message of a client. A payload travels beside the header, in a part of its own.</summary>
    public interface IClientMessage
    {
        /// <summary>Writes the header.</summary>
        void Write(MessagePackWriter writer);
    }
}
