#nullable enable
namespace Mien.Core.Messages
{
    /// <summary>How the face feels.</summary>
    public enum Emotion
    {
        /// <summary>Nothing in particular.</summary>
        Neutral,

        /// <summary>Happy.</summary>
        Happy,

        /// <summary>Sad.</summary>
        Sad,

        /// <summary>Angry.</summary>
        Angry,

        /// <summary>Surprised.</summary>
        Surprised,
    }
}
