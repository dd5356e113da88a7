#nullable enable
using System.Collections.Generic;
using System.Threading.Tasks;
using Mien.Core;
using Mien.Samples;
using NUnit.Framework;
using UnityEngine;

namespace Mien.Headless
{
    /// <summary>Speech that scripts wait for, and answers that are spoken while they are written.</summary>
    public sealed class AwaitingTests
    {
        private readonly List<string> _said = new List<string>();
        private Theatre _theatre = null!;
        private AudioClip _word = null!;
        private MainThread _main = null!;

        [SetUp]
        public void Begin()
        {
            _theatre = new Theatre();
            _main = new MainThread();
            _theatre.Play(1);
            _said.Clear();
            _word = AudioClip.Create("word", 4_800, 1, 48_000, false);
        }

        [TearDown]
        public void End()
        {
            _main.Dispose();
            _theatre.Dispose();
        }

        [Test]
        public void A_recording_is_awaited_until_it_was_heard()
        {
            Task<bool> first = _theatre.Voice.SpeakAsync(_word);
            Task<bool> second = _theatre.Voice.SpeakAsync(_word);
            _theatre.Daemon.Speak(1);
            _theatre.Daemon.Speak(1, inSeconds: 2);
            _theatre.Play(1);
            Assert.That(first.IsCompleted, Is.False, "it is being heard");
            _theatre.Play(1);
            Assert.That((first.IsCompleted, second.IsCompleted), Is.EqualTo((true, false)));
            _theatre.Play(2);
            Assert.That((first.Result, second.Result), Is.EqualTo((true, true)));
        }

        [Test]
        public void What_is_interrupted_was_not_heard_to_its_end()
        {
            Task<bool> first = _theatre.Voice.SpeakAsync(_word);
            Task<bool> second = _theatre.Voice.SpeakAsync(_word);
            _theatre.Daemon.Speak(3);
            _theatre.Play(1);
            _theatre.Voice.Interrupt();
            _theatre.Daemon.Interrupt();
            _theatre.Play(0.1);
            Assert.That((first.Result, second.Result), Is.EqualTo((false, false)));
        }

        [Test]
        public void What_is_refused_throws_in_words()
        {
            Task<bool> spoken = _theatre.Voice.SpeakAsync("one");
            _theatre.Frame();
            Assert.That(spoken.Exception!.InnerException!.Message, Does.Contain("no connection to the daemon"));
            Assert.That(_theatre.Voice.Waiting, Is.Zero);
        }

        [Test]
        public void Whoever_waits_for_a_voice_that_is_disabled_waits_no_more()
        {
            Task<bool> spoken = _theatre.Voice.SpeakAsync(_word);
            _theatre.Voice.enabled = false;
            Assert.That(spoken.Result, Is.False);
        }

        [Test]
        public void Without_a_session_it_says_why()
        {
            _theatre.Character.enabled = false;
            Task<bool> spoken = _theatre.Voice.SpeakAsync("one");
            Assert.That(spoken.Exception!.InnerException, Is.TypeOf<MienException>());
            Assert.That(spoken.Exception.InnerException!.Message, Does.Contain("the character is not active"));
        }

        [Test]
        public void An_answer_is_spoken_while_it_is_written()
        {
            using var model = new ModelServer();
            StreamingNpc npc = Npc(model);
            Task<bool> heard = npc.AnswerAsync("Is the \"north\" open?");
            model.Send("Well met, ");
            model.Send("traveller. The");
            _main.Until(() => _said.Count == 1);
            Assert.That(_said[0], Is.EqualTo("Well met, traveller."));
            Assert.That(model.Question, Does.Contain("\"stream\":true").And.Contain("Is the \\u0022north\\u0022 open?"));
            model.Send(" road is closed.");
            model.End();
            _main.Until(() => heard.IsCompleted);
            Assert.That(_said[1], Is.EqualTo("The road is closed."));
            Assert.That(heard.Result, Is.True);
            Assert.That(npc.Trouble, Is.Empty);
        }

        [Test]
        public void Who_speaks_to_it_interrupts_it()
        {
            using var model = new ModelServer();
            StreamingNpc npc = Npc(model);
            Task<bool> first = npc.AnswerAsync("one");
            model.Send("A long story begins. It ");
            _main.Until(() => _said.Count == 1);
            using var other = new ModelServer();
            npc.Endpoint = other.Endpoint;
            Task<bool> second = npc.AnswerAsync("two");
            _main.Until(() => first.IsCompleted);
            Assert.That(first.Result, Is.False);
            other.End();
            _main.Until(() => second.IsCompleted);
            Assert.That(other.Question, Does.Contain("one").And.Contain("A long story begins.").And.Contain("two"));
        }

        [Test]
        public void A_model_that_refuses_or_is_not_there_is_told_of()
        {
            var model = new ModelServer("404 Not Found");
            StreamingNpc npc = Npc(model);
            Task<bool> refused = npc.AnswerAsync("one");
            _main.Until(() => refused.IsCompleted);
            Assert.That(refused.Result, Is.False);
            Assert.That(npc.Trouble, Does.Contain("404"));
            model.Dispose();
            Task<bool> absent = npc.AnswerAsync("two");
            _main.Until(() => absent.IsCompleted);
            Assert.That(npc.Trouble, Does.Contain("cannot be reached"));
        }

        [TestCase("Dr. Who is here. And", "Dr. Who is here.")]
        [TestCase("It is 3.14 metres long. No", "It is 3.14 metres long.")]
        [TestCase("Yes!\nThen", "Yes!")]
        [TestCase("こんにちは。はい", "こんにちは。")]
        [TestCase("Nothing is whole yet", null)]
        public void Sentences_are_taken_as_soon_as_they_are_whole(string text, string? first)
        {
            var sentences = new Sentences();
            foreach (char each in text)
            {
                sentences.Add(each.ToString());
            }
            Assert.That(sentences.TryTake(out string sentence), Is.EqualTo(first != null));
            Assert.That(sentence, Is.EqualTo(first ?? ""));
            Assert.That(sentences.TryTakeRest(out string rest), Is.True);
            Assert.That((sentence + " " + rest).Trim().Length, Is.LessThanOrEqualTo(text.Length + 1));
        }

        private StreamingNpc Npc(ModelServer model)
        {
            StreamingNpc npc = _theatre.Rig.Root.AddComponent<StreamingNpc>();
            npc.Endpoint = model.Endpoint;
            npc.Says = sentence =>
            {
                _said.Add(sentence);
                return Task.FromResult(true);
            };
            return npc;
        }
    }
}
