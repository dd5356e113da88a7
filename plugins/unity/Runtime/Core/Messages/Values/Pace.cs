#nullable enable
namespace Mien.Core.Messages
{
    /// <summary>How a session performs its audio.</summary>
    public enum Pace
    {
        /// <summary>As it arrives.</summary>
        Live,

        /// <summary>Paced to playback; audio may come at once.</summary>
        Speak,
    }
}
