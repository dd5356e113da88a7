#nullable enable
namespace Mien.Core.Messages
{
    /// <summary>How the wire spells what are enumerations here, in their order.</summary>
    internal static class Names
    {
        internal static readonly string[] Paces = { "live", "speak" };

        internal static readonly string[] FaceLayouts = { "portrait", "cutout", "texture" };

        internal static readonly string[] PictureFormats = { "rgba8", "jpeg" };

        internal static readonly string[] Alphas = { "none", "straight" };

        internal static readonly string[] Emotions = { "neutral", "happy", "sad", "angry", "surprised" };

        internal static readonly string[] MotionLayouts = { "m1", "m1l" };

        internal static readonly string[] StreamKinds = { "motion", "face", "audio" };
    }
}
