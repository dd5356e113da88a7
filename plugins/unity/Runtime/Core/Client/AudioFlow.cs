#nullable enable

namespace Mien.Core.Client
{
    /// <summary>How it stands with the audio on its way.</summary>
    internal enum AudioFlow
    {
        /// <summary>What is sent arrives.</summary>
        Flowing,

        /// <summary>Something was lost; how far the daemon got has been asked for.</summary>
        Asking,

        /// <summary>The next progress tells how far the daemon got.</summary>
        Listening,
    }
}
