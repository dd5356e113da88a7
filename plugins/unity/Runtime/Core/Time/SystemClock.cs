#nullable enable
using System.Diagnostics;

namespace Mien.Core.Time
{
    /// <summary>The system's monotonic clock.</summary>
    public sealed class SystemClock : IClock
    {
        /// <summary>The one that everything uses that is given no other.</summary>
        public static readonly SystemClock Instance = new SystemClock();

        private const long NsPerSecond = 1_000_000_000;

        /// <inheritdoc/>
        public long NowNs
        {
            get
            {
                long ticks = Stopwatch.GetTimestamp();
                long rest = ticks % Stopwatch.Frequency;
                return (ticks / Stopwatch.Frequency * NsPerSecond) + (rest * NsPerSecond / Stopwatch.Frequency);
            }
        }
    }
}
