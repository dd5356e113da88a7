#nullable enable
using System;
using Mien.Core;
using UnityEngine;

namespace Mien
{
    /// <summary>The photo of whom a face is, however it was put into the project.</summary>
    [Serializable]
    public sealed class PhotoSource
    {
        [SerializeField]
        [Tooltip("A texture, with Read/Write enabled and without compression: it is encoded again.")]
        private Texture2D? _texture;

        [SerializeField]
        [Tooltip("Or the file itself, which is better: a JPEG, PNG or WebP, renamed to end in .bytes.")]
        private TextAsset? _file;

        private byte[]? _bytes;

        /// <summary>A texture that is readable and not compressed.</summary>
        public Texture2D? Texture
        {
            get => _texture;
            set => _texture = value;
        }

        /// <summary>A JPEG, PNG or WebP file, renamed to end in <c>.bytes</c>; goes before the texture.</summary>
        public TextAsset? File
        {
            get => _file;
            set => _file = value;
        }

        /// <summary>The bytes of a JPEG, PNG or WebP file; go before the file. Null for none.</summary>
        public void Set(byte[]? bytes)
        {
            _bytes = bytes;
        }

        /// <summary>The photo as a file.</summary>
        /// <exception cref="MienException">There is none, or it cannot be read.</exception>
        internal byte[] ToBytes()
        {
            if (_bytes != null)
            {
                return _bytes;
            }
            if (_file != null)
            {
                return _file.bytes;
            }
            return _texture != null
                ? Encoded(_texture)
                : throw new MienException("pictures need a photo of a face: name one at Mien Face Texture");
        }

        private static byte[] Encoded(Texture2D texture)
        {
            if (!texture.isReadable)
            {
                throw new MienException(
                    "the photo " + texture.name + " cannot be read: enable Read/Write in its import settings");
            }
            // Null of what cannot be encoded, whatever its signature says.
            byte[]? png = texture.EncodeToPNG();
            return png ?? throw new MienException(
                "the photo " + texture.name + " cannot be encoded: set Compression to None in its import settings");
        }
    }
}
