#nullable enable
using System;
using Mien.Core.MessagePack;

namespace Mien.Core.Wire
{
    /// <summary>A version of the protocol: another major version is another language.</summary>
    public readonly partial struct ProtocolVersion : IEquatable<ProtocolVersion>
    {
        /// <summary>A version; each number is 0..65535.</summary>
        public ProtocolVersion(int major, int minor)
        {
            Major = major;
            Minor = minor;
        }

        /// <summary>Changes when something is taken away or changes its meaning.</summary>
        public int Major { get; }

        /// <summary>Changes when something is added.</summary>
        public int Minor { get; }

        /// <inheritdoc/>
        public bool Equals(ProtocolVersion other)
        {
            return Major == other.Major && Minor == other.Minor;
        }

        /// <inheritdoc/>
        public override bool Equals(object? other)
        {
            return other is ProtocolVersion version && Equals(version);
        }

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            return HashCode.Combine(Major, Minor);
        }

        /// <summary>Text for people.</summary>
        public override string ToString()
        {
            return Major + "." + Minor;
        }

        internal void Write(MessagePackWriter writer)
        {
            writer.WriteArrayHeader(2);
            writer.Write(Major);
            writer.Write(Minor);
        }
    }
}
