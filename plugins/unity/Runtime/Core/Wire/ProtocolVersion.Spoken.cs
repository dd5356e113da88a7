#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Wire
{
    public readonly partial struct ProtocolVersion
    {
        /// <summary>The version that this package speaks.</summary>
        public static readonly ProtocolVersion Spoken = new ProtocolVersion(1, 2);
    }
}
