#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Describes a stream of pictures.</summary>
    public sealed partial class FaceStreamHeader : StreamHeader
    {
        private static readonly string[] Colors = { "srgb" };

        private static readonly string[] Origins = { "top" };

        internal FaceStreamHeader(in HeaderMap map) : base(map, StreamKind.Face)
        {
            Format = (PictureFormat)map.Choice("layout", Names.PictureFormats);
            Width = (int)map.Integer("width", 1, 2048);
            Height = (int)map.Integer("height", 1, 2048);
            Layout = (FaceLayout)map.Choice("face_layout", Names.FaceLayouts);
            map.Choice("color", Colors);
            map.Choice("origin", Origins);
            HasAlpha = map.Choice("alpha", Names.Alphas) == 0;
            Mesh = map.TryMap("mesh", out HeaderMap mesh) ? new FaceMesh(mesh) : null;
            CheckFields(map);
        }

        /// <summary>Encoding, one of <see cref="PictureFormat"/>.</summary>
        public PictureFormat Format { get; }

        /// <summary>Width in pixels, 1..2048.</summary>
        public int Width { get; }

        /// <summary>Height in pixels, 1..2048.</summary>
        public int Height { get; }

        /// <summary>Content, one of <see cref="FaceLayout"/>.</summary>
        public FaceLayout Layout { get; }

        /// <summary>true if there is alpha, straight; otherwise opaque.</summary>
        public bool HasAlpha { get; }

        /// <summary>The mesh of a texture; otherwise null.</summary>
        public FaceMesh? Mesh { get; }

        partial void CheckFields(in HeaderMap map);
    }
}
