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
            set
            {
                _texture = value;
                _bytes = null;
            }
        }

        /// <summary>A JPEG, PNG or WebP file, renamed to end in <c>.bytes</c>; goes before the texture.</summary>
        public TextAsset? File
        {
            get => _file;
            set
            {
                _file = value;
                _bytes = null;
            }
        }

        /// <summary>The bytes of a JPEG, PNG or WebP file; goes before the file.</summary>
        public void Set(byte[] bytes)
        {
            _bytes = bytes;
        }

        /// <summary>The photo as a file.</summary>
        /// <exception cref="MienException">There is none, or it cannot be read.</exception>
        internal byte[] ToBytes()
        {
            if (_bytes is null && _file != null)
            {
                _bytes = _file.bytes;
            }
            if (_bytes is null && _texture != null)
            {
                if (!_texture.isReadable)
                {
                    throw new MienException(
                        "the photo " + _texture.name + " cannot be read: enable Read/Write in its import settings");
                }
                _bytes = _texture.EncodeToPNG();
            }
            return _bytes ?? throw new MienException("pictures need a photo of a face: name one at Mien Face Texture");
        }
    }
}
