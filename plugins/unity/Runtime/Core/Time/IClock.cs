#nullable enable

namespace Mien.Core.Time
{
    /// <summary>A monotonic clock of this process; its zero means nothing.</summary>
    public interface IClock
    {
        /// <summary>Now, nanoseconds.</summary>
        long NowNs { get; }
    }
}
