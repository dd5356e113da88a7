#nullable enable
using System.Threading.Tasks;
using Mien.Core;
using Mien.Core.Client;
using UnityEngine;

namespace Mien
{
    /// <content>Saying something and waiting until it was heard.</content>
    public sealed partial class MienVoice
    {
        /// <summary>Says a text after all that was to be said before, and tells when it was heard to its end.</summary>
        /// <param name="text">At most 10,000 characters.</param>
        /// <returns>
        /// Whether it was heard to its end; false where it was interrupted, the voice was disabled, or the daemon went away.
        /// Awaited on the main thread, it goes on there.
        /// </returns>
        /// <exception cref="MienException">It cannot be said; in words, as <see cref="OnError"/> has them too.</exception>
        public Task<bool> SpeakAsync(string text)
        {
            return Await(session => session.Say(text, _voice.Length == 0 ? null : _voice));
        }

        /// <summary>Says a recording after all that was to be said before, and tells when it was heard to its end.</summary>
        /// <inheritdoc cref="SpeakAsync(string)"/>
        public Task<bool> SpeakAsync(AudioClip recording)
        {
            return PushRecording(recording)
                ? Await(_input.End)
                : Task.FromException<bool>(new MienException("the samples of " + recording.name + " cannot be read"));
        }

        private Task<bool> Await(System.Func<MienSession, Awaited> request)
        {
            try
            {
                MienSession session = Character.RequireSession() ?? throw new MienException(WhyNoSession());
                Awaited answer = request(session);
                _unanswered.Add(answer);
                return _utterances.AddAwaited(answer);
            }
            catch (MienException error)
            {
                Fail(error.Message);
                return Task.FromException<bool>(error);
            }
        }
    }
}
