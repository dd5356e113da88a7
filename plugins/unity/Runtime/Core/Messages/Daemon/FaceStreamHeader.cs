#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Describes a stream of pictures: sRGB, the top row first.</summary>
    public sealed class FaceStreamHeader : StreamHeader
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
            HasAlpha = map.Choice("alpha", Names.Alphas) == 1;
            Mesh = map.TryMap("mesh", out HeaderMap mesh) ? new FaceMesh(mesh) : null;
            if (Layout == FaceLayout.Texture != (Mesh != null))
            {
                throw map.Wrong("mesh", "one for face_layout texture, none for another", Mesh is null ? "none" : "one");
            }
        }

        /// <summary>How pictures travel.</summary>
        public PictureFormat Format { get; }

        /// <summary>Pixels, 1..2048.</summary>
        public int Width { get; }

        /// <summary>Pixels, 1..2048.</summary>
        public int Height { get; }

        /// <summary>What pictures show.</summary>
        public FaceLayout Layout { get; }

        /// <summary>Whether there is alpha, straight; otherwise pictures are opaque.</summary>
        public bool HasAlpha { get; }

        /// <summary>The mesh of a texture, otherwise null.</summary>
        public FaceMesh? Mesh { get; }
    }
}
