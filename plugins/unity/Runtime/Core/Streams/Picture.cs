#nullable enable
using System;
using Mien.Core.Messages;

namespace Mien.Core.Streams
{
    /// <summary>A picture of a face: sRGB, straight alpha, the top row first. Used again for a later one.</summary>
    public sealed class Picture
    {
        private static readonly byte[] None = Array.Empty<byte>();

        private int _jpegLength;

        internal Picture()
        {
        }

        /// <summary>
        /// The picture's bytes, from the first on. Of RGBA exactly as long as the picture; of JPEG at least
        /// <see cref="Length"/>.
        /// </summary>
        public byte[] Bytes { get; private set; } = None;

        /// <summary>Number of bytes that count.</summary>
        public int Length { get; private set; }

        /// <summary>Header of its stream; null before the first picture.</summary>
        public FaceStreamHeader? Stream { get; private set; }

        /// <summary>Its place in the stream.</summary>
        public FrameHeader Header { get; private set; }

        /// <summary>Of JPEG, the JPEG file.</summary>
        public ReadOnlySpan<byte> Jpeg => new ReadOnlySpan<byte>(Bytes, 0, _jpegLength);

        /// <summary>Of JPEG with alpha, a byte for each pixel; otherwise empty.</summary>
        public ReadOnlySpan<byte> Alpha => _jpegLength == 0
            ? default
            : new ReadOnlySpan<byte>(Bytes, _jpegLength, Length - _jpegLength);

        /// <summary>Becomes another picture; allocates only where that is larger than any before.</summary>
        /// <exception cref="ProtocolException"><c>malformed</c>: its bytes are no picture of its stream.</exception>
        internal void Fill(FaceStreamHeader stream, in FrameHeader header, ReadOnlySpan<byte> payload)
        {
            int jpegLength = Check(stream, header, payload.Length);
            bool isExact = stream.Format == PictureFormat.Rgba8;
            if (isExact ? Bytes.Length != payload.Length : Bytes.Length < payload.Length)
            {
                Bytes = new byte[isExact ? payload.Length : payload.Length + (payload.Length / 2)];
            }
            payload.CopyTo(Bytes);
            Length = payload.Length;
            _jpegLength = jpegLength;
            Stream = stream;
            Header = header;
        }

        /// <summary>Checks the payload's length against what was declared; the length of the JPEG in it, if it is one.</summary>
        private static int Check(FaceStreamHeader stream, in FrameHeader header, int length)
        {
            int pixels = stream.Width * stream.Height;
            if (stream.Format == PictureFormat.Rgba8)
            {
                return length == 4 * pixels ? 0 : throw Wrong(4 * pixels + " bytes of RGBA", length);
            }
            if (!(header.Detail is long jpegLength))
            {
                throw ProtocolException.Malformed("face", "the length of the JPEG in the frame's header", "none");
            }
            int alphaLength = stream.HasAlpha ? pixels : 0;
            return length - alphaLength == jpegLength
                ? (int)jpegLength
                : throw Wrong(jpegLength + " bytes of JPEG and " + alphaLength + " of alpha", length);
        }

        private static ProtocolException Wrong(string expected, int length)
        {
            return ProtocolException.Malformed("face", expected, length + " bytes");
        }
    }
}
