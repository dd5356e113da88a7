#nullable enable
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Mien.Core;
using UnityEngine;

namespace Mien.Samples
{
    /// <summary>
    /// A character that answers by a language model, and speaks the first sentence while the model still writes the next.
    /// Who speaks to it while it speaks interrupts it. Put it beside a <see cref="MienVoice"/>.
    /// </summary>
    [RequireComponent(typeof(MienVoice))]
    public sealed class StreamingNpc : MonoBehaviour
    {
        private const float WidthPx = 420;
        private const int MostMessages = 20;

        [SerializeField]
        [Tooltip("A server that speaks the protocol of OpenAI's chat completions; this one is Ollama's on the same machine.")]
        private string _endpoint = "http://127.0.0.1:11434/v1/chat/completions";

        [SerializeField]
        private string _model = "llama3.2";

        [SerializeField]
        [Tooltip("Environment variable that holds the key. A key in a scene would be in the game.")]
        private string _keyVariable = "MIEN_SAMPLE_LLM_KEY";

        [SerializeField]
        [TextArea(2, 6)]
        private string _character =
            "You guard the gate of a small town. Answer in one to three short spoken sentences, without lists or markup.";

        private readonly List<(string Role, string Text)> _said = new List<(string Role, string Text)>();
        private MienVoice _voice = null!;
        private CancellationTokenSource? _answering;
        private string _typed = "";

        /// <summary>Address of the language model.</summary>
        public string Endpoint
        {
            get => _endpoint;
            set => _endpoint = value;
        }

        /// <summary>
        /// Says a sentence, and tells when it was heard; the character's voice where none is set. For a synthesizer of one's
        /// own, whose sound goes to <see cref="MienVoice.PushPcm(float[], int, int)"/>.
        /// </summary>
        public Func<string, Task<bool>>? Says { get; set; }

        /// <summary>Reason why there is no answer; empty while there is one.</summary>
        public string Trouble { get; private set; } = "";

        /// <summary>Answers somebody.</summary>
        /// <param name="text">What was said to the character.</param>
        /// <returns>Whether the answer was heard to its end; false where somebody interrupted it, or there is none.</returns>
        public async Task<bool> AnswerAsync(string text)
        {
            BreakOff();
            using var answering = new CancellationTokenSource();
            _answering = answering;
            _said.Add(("user", text));
            try
            {
                return await SpeakAsync(answering.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
            catch (MienException error)
            {
                Trouble = error.Message;
                Debug.LogWarning("Mien: " + error.Message, this);
                return false;
            }
            finally
            {
                _answering = _answering == answering ? null : _answering;
            }
        }

        private void Awake()
        {
            _voice = GetComponent<MienVoice>();
        }

        private void OnDisable()
        {
            _answering?.Cancel();
        }

        private void OnGUI()
        {
            GUILayout.BeginArea(new Rect(10, 10, WidthPx, 200));
            _typed = GUILayout.TextField(_typed);
            if (GUILayout.Button("Say this to the character") && _typed.Length > 0)
            {
                _ = AnswerAsync(_typed);
                _typed = "";
            }
            GUILayout.Label(Trouble);
            GUILayout.EndArea();
        }

        private async Task<bool> SpeakAsync(CancellationToken token)
        {
            string key = Environment.GetEnvironmentVariable(_keyVariable) ?? "";
            var model = new ChatStream(_endpoint, _model, key);
            var sentences = new Sentences();
            Task<bool> spoken = Task.FromResult(true);
            List<(string Role, string Text)> asked = Messages();
            // Noted as it comes: the model should know how far it came, where somebody interrupts it.
            int at = _said.Count;
            _said.Add(("assistant", ""));
            Trouble = "";
            await model.AskAsync(
                asked,
                piece =>
                {
                    _said[at] = ("assistant", _said[at].Text + piece);
                    spoken = Take(sentences, piece) ?? spoken;
                },
                token);
            spoken = sentences.TryTakeRest(out string rest) ? Say(rest) : spoken;
            return await spoken;
        }

        /// <summary>Says each sentence that a piece has made whole; the last of them, where there is any.</summary>
        private Task<bool>? Take(Sentences sentences, string piece)
        {
            Task<bool>? spoken = null;
            sentences.Add(piece);
            while (sentences.TryTake(out string sentence))
            {
                spoken = Say(sentence);
            }
            return spoken;
        }

        private Task<bool> Say(string sentence)
        {
            return Says is null ? _voice.SpeakAsync(sentence) : Says(sentence);
        }

        private List<(string Role, string Text)> Messages()
        {
            int from = Math.Max(0, _said.Count - MostMessages);
            var messages = new List<(string Role, string Text)> { ("system", _character) };
            messages.AddRange(_said.GetRange(from, _said.Count - from).FindAll(each => each.Text.Length > 0));
            return messages;
        }

        private void BreakOff()
        {
            if (_answering != null)
            {
                _answering.Cancel();
                _answering = null;
                _voice.Interrupt();
            }
        }
    }
}
