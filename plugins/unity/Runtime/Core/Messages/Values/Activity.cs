#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Part that a character has in a conversation; since 1.1.</summary>
    public enum Activity
    {
        /// <summary>
        /// Follows the sound: speaking while there is any, listening for some seconds after it, then idle.
        /// </summary>
        Auto,

        /// <summary>Waits.</summary>
        Idle,

        /// <summary>Attends to someone who speaks.</summary>
        Listening,

        /// <summary>Looks for an answer.</summary>
        Thinking,

        /// <summary>Speaks, or is about to: holds the floor before there is sound.</summary>
        Speaking,
    }
}
