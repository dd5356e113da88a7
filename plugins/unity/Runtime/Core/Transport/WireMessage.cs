#nullable enable
using System;

namespace Mien.Core.Transport
{
    /// <summary>A multipart message as it came, in a buffer that the next one uses again.</summary>
    public sealed class WireMessage
    {
        /// <summary>Parts of the longest message: topic, header, payload.</summary>
        public const int MostParts = 3;

        private readonly int[] _ends = new int[MostParts];
        private byte[] _bytes = new byte[4096];

        /// <summary>Number of parts.</summary>
        public int Count { get; private set; }

        /// <summary>Bytes of all parts together.</summary>
        public int Length => Count == 0 ? 0 : _ends[Count - 1];

        /// <summary>Bytes that are held ready, which is what was needed at most.</summary>
        public int Capacity => _bytes.Length;

        /// <summary>A part; until the next message is received into this.</summary>
        public ReadOnlySpan<byte> this[int part]
        {
            get
            {
                if ((uint)part >= (uint)Count)
                {
                    throw new ArgumentOutOfRangeException(nameof(part), part, "expected 0.." + (Count - 1));
                }
                int start = part == 0 ? 0 : _ends[part - 1];
                return new ReadOnlySpan<byte>(_bytes, start, _ends[part] - start);
            }
        }

        /// <summary>Forgets all parts.</summary>
        public void Clear()
        {
            Count = 0;
        }

        /// <summary>Begins another part, empty.</summary>
        /// <exception cref="TransportException">There are as many parts as a message may have.</exception>
        public void BeginPart()
        {
            if (Count == MostParts)
            {
                throw new TransportException("expected messages of at most " + MostParts + " parts, got more");
            }
            _ends[Count] = Length;
            Count++;
        }

        /// <summary>Room at the end of the last part, at least <paramref name="least"/> bytes, to be filled.</summary>
        public ArraySegment<byte> Room(int least)
        {
            int needed = checked(Length + least);
            if (needed > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(needed, (int)Math.Min(2L * _bytes.Length, int.MaxValue)));
            }
            return new ArraySegment<byte>(_bytes, Length, _bytes.Length - Length);
        }

        /// <summary>Counts bytes that were filled in as the last part's.</summary>
        public void Grow(int bytes)
        {
            _ends[Count - 1] += bytes;
        }

        /// <summary>Copies bytes to the end of the last part.</summary>
        public void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Room(bytes.Length));
            Grow(bytes.Length);
        }
    }
}
