#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Words of the wire for what are enumerations here, in the same order.</summary>
    internal static class Names
    {
        internal static readonly string[] Activities = { "auto", "idle", "listening", "thinking", "speaking" };

        internal static readonly string[] Alphas = { "straight", "none" };

        internal static readonly string[] Emotions = { "neutral", "happy", "sad", "angry", "surprised" };

        internal static readonly string[] FaceLayouts = { "portrait", "cutout", "texture" };

        internal static readonly string[] Manners = { "natural", "lively", "calm", "presenter", "shy" };

        internal static readonly string[] MotionLayouts = { "m1", "m1l" };

        internal static readonly string[] Paces = { "live", "speak" };

        internal static readonly string[] PictureFormats = { "rgba8", "jpeg" };

        internal static readonly string[] StreamKinds = { "motion", "face", "audio" };

        internal static readonly string[] MessageTypes =
        {
            "",
            "welcome",
            "pong",
            "error",
            "opened",
            "closed",
            "session_ended",
            "audio_progress",
            "audio_ended",
            "said",
            "controls_set",
            "cancelled",
            "snapshot_reply",
            "stream_header",
            "keepalive",
            "bake_opened",
            "bake_chunk",
            "bake_end",
        };
    }
}
