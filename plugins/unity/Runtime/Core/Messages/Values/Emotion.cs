#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Mood of the face.</summary>
    public enum Emotion
    {
        /// <summary>Calm.</summary>
        Neutral,

        /// <summary>Smiling.</summary>
        Happy,

        /// <summary>Downcast.</summary>
        Sad,

        /// <summary>Frowning.</summary>
        Angry,

        /// <summary>Wide-eyed.</summary>
        Surprised,
    }
}
