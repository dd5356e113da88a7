#nullable enable
using System;
using Mien.Core.MessagePack;

namespace Mien.Core.Wire
{
    /// <summary>Topic of a stream: <c>motion/SESSION/</c>, with the slash at its end.</summary>
    public readonly struct Topic : IEquatable<Topic>
    {
        /// <summary>More bytes than the longest topic has.</summary>
        public const int MostBytes = 64;

        private static readonly string[] Names = { "motion/", "face/", "audio/" };

        /// <summary>A topic.</summary>
        public Topic(StreamKind kind, SessionName session)
        {
            Kind = kind;
            Session = session;
        }

        /// <summary>Content of the stream.</summary>
        public StreamKind Kind { get; }

        /// <summary>Whose it is.</summary>
        public SessionName Session { get; }

        /// <summary>Reads a topic.</summary>
        /// <exception cref="ProtocolException"><c>malformed</c>: it is none.</exception>
        public static Topic Parse(ReadOnlySpan<byte> topic)
        {
            for (int kind = 0; kind < Names.Length; kind++)
            {
                int start = Names[kind].Length;
                bool fits = topic.Length > start + 1 && Utf8.Is(topic.Slice(0, start), Names[kind]);
                if (fits
                    && topic[topic.Length - 1] == '/'
                    && SessionName.TryParse(topic.Slice(start, topic.Length - start - 1), out SessionName session))
                {
                    return new Topic((StreamKind)kind, session);
                }
            }
            throw ProtocolException.Malformed("expected a topic as motion/SESSION/, got " + topic.Length + " other bytes");
        }

        /// <inheritdoc/>
        public bool Equals(Topic other)
        {
            return Kind == other.Kind && Session == other.Session;
        }

        /// <inheritdoc/>
        public override bool Equals(object? other)
        {
            return other is Topic topic && Equals(topic);
        }

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            return HashCode.Combine((int)Kind, Session);
        }

        /// <summary>The topic as it is subscribed to.</summary>
        public override string ToString()
        {
            return Names[(int)Kind] + Session + "/";
        }
    }
}
