#nullable enable
using System;
using System.IO;
using Mien.Core.Client;
using Mien.Core.Time;

namespace Mien.Tests
{
    /// <summary>
    /// Lets components open sessions although no daemon is there: what a daemon would send, the test puts into them.
    /// </summary>
    internal sealed class NoDaemon : IDisposable
    {
        private const int NeverMs = 1_000_000;

        private readonly Func<string, ClientOptions> _before = SharedClients.MakeOptions;

        internal NoDaemon(IClock? clock = null)
        {
            SharedClients.MakeOptions = _ => new ClientOptions
            {
                ConnectionFile = Path.Combine(Path.GetTempPath(), "there", "is", "no", "daemon.json"),
                Clock = clock ?? SystemClock.Instance,
                FirstRetryMs = NeverMs,
                LongestRetryMs = NeverMs,
            };
        }

        public void Dispose()
        {
            // Made by characters that name no connection, or else now; the next test is to have its own.
            UnityEngine.Object.DestroyImmediate(MienConnection.Shared.gameObject);
            SharedClients.MakeOptions = _before;
            SharedClients.DisposeAll();
        }
    }
}
