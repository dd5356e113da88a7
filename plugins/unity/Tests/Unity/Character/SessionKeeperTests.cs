#nullable enable
using System;
using System.Threading;
using Mien.Core;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Tests;
using NUnit.Framework;

namespace Mien.Tests
{
    public sealed class SessionKeeperTests
    {
        private const int PatienceMs = 60_000;
        private const long Second = 1_000_000_000;

        private readonly SessionKeeper _keeper = new SessionKeeper();
        private ScriptedDaemon _daemon = null!;
        private MienClient _client = null!;
        private long _nowNs;

        [SetUp]
        public void Begin()
        {
            _daemon = new ScriptedDaemon();
            _client = _daemon.Client();
            _client.Connect();
            _keeper.Keep(null, Options, 0, out _);
        }

        [TearDown]
        public void End()
        {
            _client.Dispose();
            _daemon.Dispose();
        }

        [Test]
        public void What_a_daemon_refuses_is_asked_of_another_and_not_of_it_again()
        {
            Refuse("malformed", isRetryable: false);
            Assert.That(Keep(after: 100), Is.Null);
            Assert.That(_keeper.Session, Is.Null);
            _daemon.IsSilent = true;
            Until(() => _client.State == ClientState.Connecting);
            _daemon.Begin("fedcba9876543210");
            _daemon.IsSilent = false;
            Until(() => _client.Welcome!.ServerId == "fedcba9876543210");
            Assert.That(Keep(after: 0), Is.Null);
            Assert.That(_keeper.Session, Is.Not.Null);
        }

        [Test]
        public void What_is_refused_for_now_is_asked_for_again_after_a_while()
        {
            Refuse("too_many_sessions", isRetryable: true);
            Keep(after: 1);
            Assert.That(_keeper.Session, Is.Null);
            Keep(after: 2);
            Assert.That(_keeper.Session, Is.Not.Null);
        }

        [Test]
        public void What_cannot_even_be_asked_for_is_told_once()
        {
            MienException wrong = new MienException("no photo");
            _keeper.Keep(_client, () => throw wrong, 0, out MienException? error);
            Assert.That(error, Is.SameAs(wrong));
            _keeper.Keep(_client, () => throw wrong, 10 * Second, out error);
            Assert.That(error, Is.Null);
            _keeper.Close();
            _keeper.Keep(_client, Options, 10 * Second, out error);
            Assert.That(_keeper.Session, Is.Not.Null);
        }

        private static SessionOptions Options()
        {
            return new SessionOptions();
        }

        private void Refuse(string code, bool isRetryable)
        {
            Keep(after: 0);
            object? id = _daemon.Hear("open_session")["id"];
            _daemon.Say("type", "error", "re", id, "code", code, "message", "not so", "retryable", isRetryable);
            Until(() => _keeper.Session!.State == SessionState.Lost);
            Assert.That(Keep(after: 0)!.Message, Does.Contain("not so"));
        }

        private MienException? Keep(int after)
        {
            _nowNs += after * Second;
            _keeper.Keep(_client, Options, _nowNs, out MienException? error);
            return error;
        }

        private static void Until(Func<bool> isSo)
        {
            Assert.That(SpinWait.SpinUntil(isSo, PatienceMs), "waited in vain");
        }
    }
}
