#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.

namespace Mien.Core.Messages
{
    /// <summary>Pace at which a session performs its audio.</summary>
    public enum Pace
    {
        /// <summary>As it arrives.</summary>
        Live,

        /// <summary>Paced to playback; audio may come at once.</summary>
        Speak,
    }
}
