#nullable enable
using System;

namespace Mien
{
    /// <summary>
    /// JPEG files in one array that is used again and again, although the engine decodes whole arrays only: what a file
    /// leaves of the array is filled before its last marker, where any number of bytes FF may stand (ITU-T T.81, B.1.1.2).
    /// </summary>
    internal sealed class JpegFile
    {
        private const byte Fill = 0xff;
        private const byte EndOfImage = 0xd9;
        private const int MarkerBytes = 2;

        private byte[] _array = Array.Empty<byte>();

        /// <summary>A file as an array; until the next call. Allocates only where it is larger than any before.</summary>
        internal byte[] Of(ReadOnlySpan<byte> jpeg)
        {
            int body = jpeg.Length - MarkerBytes;
            if (body < 0 || jpeg[body] != Fill || jpeg[body + 1] != EndOfImage)
            {
                // Whatever it is, it is the decoder's to say so.
                return jpeg.ToArray();
            }
            if (_array.Length < jpeg.Length)
            {
                _array = new byte[jpeg.Length + (jpeg.Length / 2)];
            }
            jpeg.Slice(0, body).CopyTo(_array);
            new Span<byte>(_array, body, _array.Length - body - 1).Fill(Fill);
            _array[_array.Length - 1] = EndOfImage;
            return _array;
        }
    }
}
