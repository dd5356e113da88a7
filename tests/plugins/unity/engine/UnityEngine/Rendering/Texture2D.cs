using System;
using Unity.Collections;

namespace UnityEngine
{
    public sealed class Texture2D : Texture
    {
        private byte[] _bytes;

        public Texture2D(int width, int height)
            : this(width, height, TextureFormat.RGBA32, true, false)
        {
        }

        public Texture2D(int width, int height, TextureFormat textureFormat, bool mipChain, bool linear)
        {
            Make(width, height, textureFormat);
            HasMipmaps = mipChain;
            IsLinear = linear;
        }

        public TextureFormat format { get; private set; }

        // Not the engine's: what the screen would show.
        public byte[] Shown { get; private set; } = new byte[0];

        // Not the engine's: how often that was changed.
        public int Uploads { get; private set; }

        // Not the engine's: what was asked for.
        public bool HasMipmaps { get; }

        // Not the engine's: what was asked for.
        public bool IsLinear { get; }

        // Not the engine's: the file that was decoded into it last.
        public byte[] Decoded { get; private set; }

        public void LoadRawTextureData(byte[] data)
        {
            if (data.Length < _bytes.Length)
            {
                throw new UnityException("LoadRawTextureData: not enough data provided (will result in overread).");
            }
            Buffer.BlockCopy(data, 0, _bytes, 0, _bytes.Length);
        }

        public NativeArray<T> GetRawTextureData<T>()
            where T : struct
        {
            return new NativeArray<T>((T[])(object)_bytes);
        }

        public void Apply(bool updateMipmaps, bool makeNoLongerReadable)
        {
            if (!isReadable)
            {
                throw new UnityException("Texture '" + name + "' is not readable");
            }
            if (Shown.Length != _bytes.Length)
            {
                Shown = new byte[_bytes.Length];
            }
            Buffer.BlockCopy(_bytes, 0, Shown, 0, _bytes.Length);
            Uploads++;
            isReadable = !makeNoLongerReadable;
        }

        internal void Make(int width, int height, TextureFormat textureFormat)
        {
            this.width = width;
            this.height = height;
            format = textureFormat;
            int size = width * height * BytesOf(textureFormat);
            _bytes = _bytes?.Length == size ? _bytes : new byte[size];
        }

        // Whoever has the file may write another one into it.
        internal void Keep(byte[] file)
        {
            Decoded = Decoded?.Length == file.Length ? Decoded : new byte[file.Length];
            Buffer.BlockCopy(file, 0, Decoded, 0, file.Length);
        }

        private static int BytesOf(TextureFormat format)
        {
            switch (format)
            {
                case TextureFormat.RGBA32:
                    return 4;
                case TextureFormat.RGB24:
                    return 3;
                case TextureFormat.R8:
                    return 1;
                default:
                    throw new NotSupportedException("no textures of " + format + " here");
            }
        }
    }
}
