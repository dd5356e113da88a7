#nullable enable
using Mien.Core.Time;

namespace Mien.Tests
{
    /// <summary>A clock that stands still until somebody moves it.</summary>
    internal sealed class ManualClock : IClock
    {
        public long NowNs { get; set; } = 1_000_000_000;

        internal double NowS
        {
            get => NowNs / 1e9;
            set => NowNs = (long)(value * 1e9);
        }
    }
}
