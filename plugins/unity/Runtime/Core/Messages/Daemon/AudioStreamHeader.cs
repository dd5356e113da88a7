#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Describes a stream of echoed audio, mono.</summary>
    public sealed class AudioStreamHeader : StreamHeader
    {
        private static readonly string[] Layouts = { "i2" };

        internal AudioStreamHeader(in HeaderMap map) : base(map, StreamKind.Audio)
        {
            map.Choice("layout", Layouts);
        }
    }
}
