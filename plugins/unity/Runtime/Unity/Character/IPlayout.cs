#nullable enable

namespace Mien
{
    /// <summary>Says which moment of a session's media time is being heard, or would be if there were sound.</summary>
    internal interface IPlayout
    {
        /// <summary>A frame of the game begins.</summary>
        void Begin(in FrameTime frame);

        /// <summary>Learns of the daemon's schedule.</summary>
        /// <param name="offsetNs">
        /// What the client's clock shows when motion is there, minus the media time of that motion, nanoseconds.
        /// </param>
        /// <param name="bufferNs">How much later than that it may be shown, so that what is late is still in time.</param>
        /// <param name="isSpeaking">Whether an utterance is under way.</param>
        void Follow(long offsetNs, long bufferNs, bool isSpeaking);

        /// <summary>Forgets where it was, and begins again at the schedule: the session was interrupted, or is new.</summary>
        /// <param name="fromNs">Media time at which it goes on; what was before is not to be heard any more.</param>
        void Restart(long fromNs);

        /// <summary>The media time that is heard now.</summary>
        /// <param name="nowNs">Time on the client's clock.</param>
        /// <param name="mediaNs">Takes the media time.</param>
        /// <returns>Whether there is any.</returns>
        bool TryHeard(long nowNs, out long mediaNs);
    }
}
