#nullable enable
using System;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>A client against a daemon that says what daemons should not, or nothing.</summary>
    public sealed class MienClientTests
    {
        private const int PatienceMs = 60_000;

        private ScriptedDaemon _daemon = null!;
        private MienClient _client = null!;

        [SetUp]
        public void Begin()
        {
            _daemon = new ScriptedDaemon();
            _client = _daemon.Client();
            _client.Connect();
        }

        [TearDown]
        public void End()
        {
            _client.Dispose();
            _daemon.Dispose();
        }

        [Test]
        public void What_is_said_before_a_session_is_open_waits_for_it()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            session.PushAudio(new short[100]);
            Answer<AudioEnded> ended = session.EndAudio();
            Answer<ControlsSet> set = session.SetControls(new Controls { HeadGain = 1 });
            _daemon.Open("a");
            Assert.That(_daemon.Hear("push_audio")["seq"], Is.EqualTo(0));
            Assert.That(_daemon.Hear("end_audio")["seq"], Is.EqualTo(1));
            Assert.That(_daemon.Hear("set_controls")["session"], Is.EqualTo("a"));
            Assert.That((ended.IsDone, set.IsDone), Is.EqualTo((false, false)));
        }

        [Test]
        public void Audio_that_got_lost_is_asked_for_and_sent_again()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            session.PushAudio(new short[20_000]);
            Answer<AudioEnded> ended = session.EndAudio();
            object? end = _daemon.Hear("end_audio")["id"];
            _daemon.Say("type", "error", "re", end, "code", "audio_gap", "message", "expected 1", "session", "a");
            _daemon.Hear("hello");
            _daemon.Say("type", "audio_progress", "session", "a", "accepted", 9_600, "credit", 1_000_000);
            Assert.That(_daemon.Hear("push_audio")["seq"], Is.EqualTo(1));
            Assert.That(_daemon.Hear("end_audio")["seq"], Is.EqualTo(3));
            _daemon.Say("type", "audio_ended", "re", end, "session", "a", "samples", 20_000);
            Assert.That(ended.Wait(PatienceMs));
            Assert.That(ended.Value.Samples, Is.EqualTo(20_000));
        }

        [Test]
        public void An_answer_that_cannot_be_read_fails_its_request_and_nothing_else()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Answer<Cancelled> cancelled = session.Cancel();
            _daemon.Say("type", "cancelled", "re", _daemon.Hear("cancel")["id"], "session", "a", "epoch", -1, "time_ns", 0);
            Assert.That(cancelled.Wait(PatienceMs));
            Assert.That(((ProtocolException)cancelled.Error!).Code, Is.EqualTo(ErrorCodes.Malformed));
            Answer<ControlsSet> set = session.SetControls(new Controls());
            _daemon.Say("type", "closed", "re", _daemon.Hear("set_controls")["id"], "session", "a");
            Assert.That(set.Wait(PatienceMs));
            Assert.That(set.Error!.Message, Does.Contain("expected ControlsSet, got Closed"));
            Assert.That(session.State, Is.EqualTo(SessionState.Open));
            Assert.That(_client.State, Is.EqualTo(ClientState.Connected));
        }

        [Test]
        public void Rubbish_is_passed_over_and_a_flood_of_it_is_not()
        {
            Until(() => _client.State == ClientState.Connected);
            _daemon.SayBytes(new byte[] { 0xc1 });
            _daemon.Say("type", "of_a_later_version", "x", 1);
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            Assert.That(_daemon.Dialled, Is.EqualTo(1));
            for (int at = 0; at < 200; at++)
            {
                _daemon.SayBytes(new byte[] { 0xc1 });
            }
            Until(() => _daemon.Dialled > 1);
        }

        [Test]
        public void A_session_that_the_daemon_ends_is_lost_with_its_words()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Answer<AudioEnded> ended = session.EndAudio();
            _daemon.Hear("end_audio");
            _daemon.Say("type", "session_ended", "session", "a", "code", "internal", "message", "out of luck");
            Until(() => session.State == SessionState.Lost);
            Assert.That(session.Error!.Message, Does.Contain("out of luck"));
            Assert.That(ended.Error, Is.Not.Null);
            Assert.That(session.Cancel().Error, Is.SameAs(session.Error));
        }

        [Test]
        public void A_refused_session_is_lost_with_the_daemons_words()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            object? id = _daemon.Hear("open_session")["id"];
            _daemon.Say("type", "error", "re", id, "code", "too_many_sessions", "message", "16 there are", "hint", "close one");
            Until(() => session.State == SessionState.Lost);
            Assert.That(session.Error!.Message, Is.EqualTo("16 there are: close one"));
        }

        [Test]
        public void A_daemon_that_falls_silent_is_dialled_again_and_the_session_goes_on()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            _daemon.IsSilent = true;
            Until(() => _client.State == ClientState.Connecting);
            Assert.That(_client.Trouble, Does.Contain("silent").Or.Contain("busy"));
            _daemon.IsSilent = false;
            Until(() => _client.State == ClientState.Connected);
            Assert.That(_client.IsDaemonBusy, Is.False);
            Assert.That(session.State, Is.EqualTo(SessionState.Open));
        }

        [Test]
        public void A_daemon_that_is_there_and_says_nothing_is_busy_until_it_answers()
        {
            Until(() => _client.State == ClientState.Connected);
            _daemon.IsSilent = true;
            Until(() => _client.IsDaemonBusy);
            Assert.That(_client.Trouble, Does.Contain("is there, but has not answered for 5 s: it is busy"));
            Assert.That(_client.State, Is.EqualTo(ClientState.Connecting));
            _daemon.IsSilent = false;
            Until(() => !_client.IsDaemonBusy && _client.State == ClientState.Connected);
        }

        [Test]
        public void A_session_that_ended_while_the_line_was_broken_is_lost()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            _daemon.IsSilent = true;
            Until(() => _client.State == ClientState.Connecting);
            _daemon.IsSilent = false;
            object? id = _daemon.Hear("snapshot")["id"];
            _daemon.Say("type", "error", "re", id, "code", "no_session", "message", "there is no session a");
            Until(() => session.State == SessionState.Lost);
        }

        [Test]
        public void Another_daemon_does_not_have_the_sessions()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            _daemon.IsSilent = true;
            Until(() => _client.State == ClientState.Connecting);
            _daemon.Begin("fedcba9876543210");
            _daemon.IsSilent = false;
            Until(() => session.State == SessionState.Lost);
            Assert.That(session.Error!.Message, Does.Contain("restarted"));
        }

        [Test]
        public void A_daemon_that_has_forgotten_us_is_greeted_again()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            _daemon.Say("type", "error", "re", 0, "code", "hello_first", "message", "say hello first");
            Until(() => session.State == SessionState.Lost);
            _daemon.Hear("hello");
            Until(() => _client.State == ClientState.Connected);
        }

        [Test]
        public void A_session_that_was_closed_before_it_was_open_is_closed_at_the_daemon()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            object? id = _daemon.Hear("open_session")["id"];
            session.Close();
            _daemon.SayOpened(id, "a");
            Assert.That(_daemon.Hear("close_session")["session"], Is.EqualTo("a"));
            Assert.That(session.State, Is.EqualTo(SessionState.Closed));
        }

        [Test]
        public void A_cancel_that_a_broken_line_has_lost_is_asked_for_again()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            _daemon.IsSilent = true;
            Until(() => _client.State == ClientState.Connecting);
            Answer<Cancelled> cancelled = session.Cancel();
            Assert.That(cancelled.IsDone, Is.False);
            _daemon.IsSilent = false;
            _daemon.Say("type", "cancelled", "re", _daemon.Hear("cancel")["id"], "session", "a", "epoch", 1, "time_ns", 0);
            Assert.That(cancelled.Wait(PatienceMs));
            Assert.That(cancelled.Value.Epoch, Is.EqualTo(1));
        }

        [Test]
        public void What_waits_for_a_session_that_is_refused_is_answered()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            Answer<ControlsSet> set = session.SetControls(new Controls { HeadGain = 1 });
            Answer<Cancelled> cancelled = session.Cancel();
            object? id = _daemon.Hear("open_session")["id"];
            _daemon.Say("type", "error", "re", id, "code", "too_many_sessions", "message", "16 there are");
            Assert.That(set.Wait(PatienceMs) && cancelled.Wait(PatienceMs));
            Assert.That(set.Error!.Message, Does.Contain("16 there are"));
            Assert.That(cancelled.Error, Is.SameAs(set.Error));
        }

        [Test]
        public void A_client_that_is_closed_watches_nothing_any_more()
        {
            _client.Dispose();
            Assert.Throws<ObjectDisposedException>(() => _client.Watch(SessionName.Parse("a")));
        }

        [Test]
        public void A_defect_does_not_end_the_thread()
        {
            _daemon.OnDialled = () => throw new InvalidOperationException("a defect");
            _daemon.IsSilent = true;
            Until(() => _client.Trouble.Contains("a defect"));
            _daemon.OnDialled = null;
            _daemon.IsSilent = false;
            Until(() => _client.State == ClientState.Connected);
        }

        [Test]
        public void A_request_that_the_connection_does_not_outlive_fails()
        {
            Until(() => _client.State == ClientState.Connected);
            Answer<SnapshotReply> answer = _client.Snapshot();
            Assert.Throws<MienException>(() => _ = answer.Value);
            _daemon.Hear("snapshot");
            _daemon.IsSilent = true;
            Assert.That(answer.Wait(PatienceMs));
            Assert.That(((ProtocolException)answer.Error!).Code, Is.EqualTo(ErrorCodes.Disconnected));
            Until(() => _client.State == ClientState.Connecting);
            Assert.That(_client.Snapshot().Error, Is.Not.Null);
        }

        [Test]
        public void Closing_ends_everything_and_may_be_done_twice()
        {
            MienSession session = _client.OpenSession(new SessionOptions());
            _daemon.Open("a");
            Until(() => session.State == SessionState.Open);
            Answer<AudioEnded> ended = session.EndAudio();
            _client.Dispose();
            _client.Dispose();
            _daemon.Hear("close_session");
            Assert.That(session.State, Is.EqualTo(SessionState.Closed));
            Assert.That(((ProtocolException)ended.Error!).Code, Is.EqualTo(ErrorCodes.Abandoned));
            Assert.That(_client.State, Is.EqualTo(ClientState.Closed));
            Assert.Throws<ObjectDisposedException>(() => _client.OpenSession(new SessionOptions()));
            session.PushAudio(new short[10]);
        }

        private static void Until(Func<bool> isSo)
        {
            Assert.That(SpinWait.SpinUntil(isSo, PatienceMs), "waited in vain");
        }
    }
}
