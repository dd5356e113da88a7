#nullable enable

namespace Mien.Core.Client
{
    /// <summary>State of the audio on its way.</summary>
    internal enum AudioFlow
    {
        /// <summary>Audio that is sent arrives.</summary>
        Flowing,

        /// <summary>Something was lost; how far the daemon got has been asked for.</summary>
        Asking,

        /// <summary>The next progress tells how far the daemon got.</summary>
        Listening,
    }
}
