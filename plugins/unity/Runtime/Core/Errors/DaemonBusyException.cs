#nullable enable

namespace Mien.Core
{
    /// <summary>The daemon is there, but has not answered in time: it is asked again, and no other need be started.</summary>
    public sealed class DaemonBusyException : MienException
    {
        /// <summary>An error with its message.</summary>
        public DaemonBusyException(string message) : base(message)
        {
        }
    }
}
