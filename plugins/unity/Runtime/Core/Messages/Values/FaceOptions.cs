#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;

namespace Mien.Core.Messages
{
    /// <summary>Options of a session's pictures.</summary>
    public sealed class FaceOptions
    {
        /// <summary>Content, one of <see cref="FaceLayout"/>.</summary>
        public FaceLayout Layout { get; set; } = FaceLayout.Portrait;

        /// <summary>Longer side, pixels, 64..2048.</summary>
        public int Size { get; set; } = 512;

        /// <summary>Pictures a second, 1..120.</summary>
        public int RateHz { get; set; } = 40;

        /// <summary>Encoding, one of <see cref="PictureFormat"/>.</summary>
        public PictureFormat Format { get; set; } = PictureFormat.Rgba8;

        /// <summary>Quality of JPEG, 1..100.</summary>
        public int Quality { get; set; } = 85;

        internal void Validate()
        {
            Check.Range("face size", Size, 64, 2048);
            Check.Range("face rate", RateHz, 1, 120);
            Check.Range("face quality", Quality, 1, 100);
        }

        internal void Write(MessagePackWriter writer)
        {
            writer.WriteMapHeader(5);
            Header.Field(writer, "layout", Names.FaceLayouts[(int)Layout]);
            Header.Field(writer, "size", Size);
            Header.Field(writer, "rate_hz", RateHz);
            Header.Field(writer, "format", Names.PictureFormats[(int)Format]);
            Header.Field(writer, "quality", Quality);
        }
    }
}
