#nullable enable
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Mien.Core.Client;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class RetryTests
    {
        private const int LongMs = 1_000_000;
        private const int PatienceMs = 60_000;

        private readonly string _file = Path.GetTempFileName();

        [OneTimeTearDown]
        public void Clear()
        {
            File.Delete(_file);
        }

        [Test]
        public void A_daemon_that_starts_is_not_waited_for()
        {
            Retry retry = Failed(_file);
            Task waiting = Task.Run(() => retry.Wait(CancellationToken.None));
            File.SetLastWriteTimeUtc(_file, new DateTime(2001, 1, 1));
            Assert.That(waiting.Wait(PatienceMs));
        }

        [Test]
        public void One_that_started_during_the_attempt_is_not_missed()
        {
            Retry retry = Failed(_file);
            File.SetLastWriteTimeUtc(_file, new DateTime(2002, 2, 2));
            Assert.That(Task.Run(() => retry.Wait(CancellationToken.None)).Wait(PatienceMs));
        }

        [Test]
        public void Waiting_ends_when_it_is_told_to()
        {
            using var stop = new CancellationTokenSource();
            Task waiting = Task.Run(() => Failed(Path.Combine(_file, "none")).Wait(stop.Token));
            stop.Cancel();
            Assert.That(waiting.Wait(PatienceMs));
        }

        [Test]
        public void A_path_that_is_none_is_waited_for_like_any_other()
        {
            using var stop = new CancellationTokenSource();
            Task waiting = Task.Run(() => Failed("").Wait(stop.Token));
            stop.Cancel();
            Assert.That(waiting.Wait(PatienceMs));
        }

        private static Retry Failed(string file)
        {
            var retry = new Retry(new ClientOptions { ConnectionFile = file, FirstRetryMs = LongMs, LongestRetryMs = LongMs });
            retry.Begin();
            return retry;
        }
    }
}
