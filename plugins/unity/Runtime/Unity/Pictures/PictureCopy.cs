#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Streams;

namespace Mien
{
    /// <summary>A picture that waits for its time; used again for a later one.</summary>
    internal sealed class PictureCopy
    {
        private byte[] _bytes = Array.Empty<byte>();
        private int _length;
        private int _jpegLength;

        /// <summary>Header of its stream.</summary>
        internal FaceStreamHeader? Stream { get; private set; }

        /// <summary>Its place in the stream.</summary>
        internal FrameHeader Header { get; private set; }

        /// <summary>Its bytes: rows of RGBA, the top one first, or a JPEG.</summary>
        internal ReadOnlySpan<byte> Color =>
            new ReadOnlySpan<byte>(_bytes, 0, _jpegLength == 0 ? _length : _jpegLength);

        /// <summary>Of a JPEG with alpha, a byte for each pixel, the top row first; otherwise empty.</summary>
        internal ReadOnlySpan<byte> Alpha =>
            _jpegLength == 0 ? default : new ReadOnlySpan<byte>(_bytes, _jpegLength, _length - _jpegLength);

        /// <summary>Becomes the same as a picture; allocates only where that is larger than any before.</summary>
        internal void CopyFrom(Picture picture)
        {
            if (_bytes.Length < picture.Length)
            {
                _bytes = new byte[picture.Length];
            }
            Buffer.BlockCopy(picture.Bytes, 0, _bytes, 0, picture.Length);
            _length = picture.Length;
            _jpegLength = picture.Jpeg.Length;
            Stream = picture.Stream;
            Header = picture.Header;
        }
    }
}
