#nullable enable
using System;
using Mien.Core.Connection;
using Mien.Core.Time;
using Mien.Core.Transport;
using Mien.Core.Zmtp;

namespace Mien.Core.Client
{
    /// <summary>Options of a client: the search for its daemon, and what it uses.</summary>
    public sealed class ClientOptions
    {
        /// <summary>Path of the connection file; where a daemon of this user writes it, unless it is told otherwise.</summary>
        public string ConnectionFile { get; set; } = ConnectionFilePlace.Default();

        /// <summary>Name of this client in the daemon's log, at most 64 bytes.</summary>
        public string Name { get; set; } = "mien-unity 0.1.0";

        /// <summary>The way to the daemon.</summary>
        public ITransport Transport { get; set; } = new ZmtpTransport();

        /// <summary>The client's time.</summary>
        public IClock Clock { get; set; } = SystemClock.Instance;

        /// <summary>Takes a line of what happens, from any thread: never audio, text or pictures; or null.</summary>
        public Action<string>? Log { get; set; }

        /// <summary>Frames of motion that wait for who reads them; half a minute at the usual rate.</summary>
        public int MotionFrames { get; set; } = 1_800;

        /// <summary>Seconds of echoed audio that are held.</summary>
        public int EchoSeconds { get; set; } = 30;

        /// <summary>Milliseconds after which a connection is tried again for the first time; then twice that, and so on.</summary>
        public int FirstRetryMs { get; set; } = 1_000;

        /// <summary>Milliseconds between attempts at most.</summary>
        public int LongestRetryMs { get; set; } = 32_000;
    }
}
