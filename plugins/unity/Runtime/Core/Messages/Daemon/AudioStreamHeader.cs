#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Describes a stream of echoed audio: mono, signed 16 bit.</summary>
    public sealed class AudioStreamHeader : StreamHeader
    {
        private static readonly string[] Layouts = { "i2" };

        internal AudioStreamHeader(in HeaderMap map) : base(map, StreamKind.Audio)
        {
            map.Choice("layout", Layouts);
        }
    }
}
