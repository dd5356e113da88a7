#nullable enable
using System;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>Pictures as a texture; another one is made only where their size or format changes.</summary>
    internal sealed class PictureTexture : IDisposable
    {
        private const int ColorBytes = 4;

        private readonly JpegFile _file = new JpegFile();
        private Texture2D? _color;
        private Texture2D? _alpha;

        /// <summary>The colours, and the alpha unless it has a texture of its own; null before the first picture.</summary>
        internal Texture2D? Color => _color;

        /// <summary>The alpha of pictures that come as JPEG; otherwise null.</summary>
        internal Texture2D? Alpha => _alpha;

        /// <summary>Shows a picture; whether the textures are other ones now.</summary>
        internal bool Show(PictureCopy picture)
        {
            FaceStreamHeader stream = picture.Stream!;
            return stream.Format == PictureFormat.Jpeg ? ShowJpeg(picture, stream) : ShowPixels(picture, stream);
        }

        /// <summary>Frees the textures.</summary>
        public void Dispose()
        {
            Free(ref _color);
            Free(ref _alpha);
        }

        private bool ShowPixels(PictureCopy picture, FaceStreamHeader stream)
        {
            bool isOther = Prepare(ref _color, stream.Width, stream.Height, TextureFormat.RGBA32, isLinear: false);
            if (_alpha != null)
            {
                Free(ref _alpha);
                isOther = true;
            }
            Upload(_color!, picture.Color, stream.Width * ColorBytes);
            return isOther;
        }

        private bool ShowJpeg(PictureCopy picture, FaceStreamHeader stream)
        {
            // Decoding makes it RGB, whatever it was; so a texture that was once decoded into is left as it is.
            bool isOther = Prepare(ref _color, stream.Width, stream.Height, TextureFormat.RGB24, isLinear: false);
            _color!.LoadImage(_file.Of(picture.Color), false);
            if (picture.Alpha.Length > 0)
            {
                isOther |= Prepare(ref _alpha, stream.Width, stream.Height, TextureFormat.R8, isLinear: true);
                Upload(_alpha!, picture.Alpha, stream.Width);
            }
            return isOther;
        }

        /// <summary>Copies rows, of which the engine wants the lowest first.</summary>
        private static void Upload(Texture2D texture, ReadOnlySpan<byte> rows, int rowBytes)
        {
            Span<byte> pixels = texture.GetRawTextureData<byte>().AsSpan();
            for (int from = 0, to = pixels.Length - rowBytes; from < rows.Length; from += rowBytes, to -= rowBytes)
            {
                rows.Slice(from, rowBytes).CopyTo(pixels.Slice(to, rowBytes));
            }
            texture.Apply(false, false);
        }

        private static bool Prepare(ref Texture2D? texture, int width, int height, TextureFormat format, bool isLinear)
        {
            if (texture != null && texture.width == width && texture.height == height && texture.format == format)
            {
                return false;
            }
            Free(ref texture);
            texture = new Texture2D(width, height, format, false, isLinear)
            {
                name = "Mien " + format,
                wrapMode = TextureWrapMode.Clamp,
                filterMode = FilterMode.Bilinear,
                hideFlags = HideFlags.HideAndDontSave,
            };
            return true;
        }

        private static void Free(ref Texture2D? texture)
        {
            if (texture != null)
            {
                UnityEngine.Object.Destroy(texture);
            }
            texture = null;
        }
    }
}
