#nullable enable

namespace Mien
{
    /// <summary>
    /// When a frame of the game is. While Unity captures at a fixed rate (<c>Time.captureDeltaTime</c>, as its Recorder sets
    /// it), time in the game is not that of the world: a frame lasts as long as the film says, however long it takes.
    /// </summary>
    internal readonly struct FrameTime
    {
        private FrameTime(long worldNs, long gameNs, bool isCaptured)
        {
            WorldNs = worldNs;
            GameNs = gameNs;
            IsCaptured = isCaptured;
        }

        /// <summary>Time on the client's clock, nanoseconds.</summary>
        internal long WorldNs { get; }

        /// <summary>Time in the game, nanoseconds; never ahead of the world, where all that is shown is made.</summary>
        internal long GameNs { get; }

        /// <summary>True if the game's time is that of a film.</summary>
        internal bool IsCaptured { get; }

        /// <summary>Lag of the game behind the world, nanoseconds.</summary>
        internal long LagNs => WorldNs - GameNs;

        /// <summary>Makes a frame whose time is that of the world.</summary>
        internal static FrameTime Live(long nowNs)
        {
            return new FrameTime(nowNs, nowNs, isCaptured: false);
        }

        /// <summary>Makes a frame of a film.</summary>
        internal static FrameTime Captured(long worldNs, long gameNs)
        {
            return new FrameTime(worldNs, gameNs, isCaptured: true);
        }
    }
}
