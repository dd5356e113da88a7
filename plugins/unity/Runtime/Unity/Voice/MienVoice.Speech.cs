#nullable enable
using System;
using Mien.Core;
using Mien.Core.Client;
using Unity.Collections;
using UnityEngine;

namespace Mien
{
    /// <content>What a voice is given to say.</content>
    public sealed partial class MienVoice
    {
        /// <summary>Says a text after all that was to be said before. Its errors come by <see cref="OnError"/>.</summary>
        /// <param name="text">At most 10,000 characters.</param>
        public void Speak(string text)
        {
            Try(session => session.Say(text, _voice.Length == 0 ? null : _voice));
        }

        /// <summary>
        /// Says a recording after all that was to be said before. Its samples must be there: not streaming, loaded, and
        /// decompressed when it was.
        /// </summary>
        public void Speak(AudioClip recording)
        {
            if (PushRecording(recording))
            {
                EndSpeech();
            }
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples, -1..1, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(float[] sound, int rateHz, int channels = 1)
        {
            PushPcm(new ReadOnlySpan<float>(sound), rateHz, channels);
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples, -1..1, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(NativeArray<float> sound, int rateHz, int channels = 1)
        {
            PushPcm(sound.AsReadOnlySpan(), rateHz, channels);
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples, -1..1, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(ReadOnlySpan<float> sound, int rateHz, int channels = 1)
        {
            if (TryFindSession(out MienSession session))
            {
                try
                {
                    _input.Push(session, sound, channels, rateHz);
                }
                catch (MienException error)
                {
                    Fail(error.Message);
                }
            }
        }

        /// <summary>Pushes sound as it is made; <see cref="EndSpeech"/> ends the utterance.</summary>
        /// <param name="sound">Samples of 16 bits, channels side by side.</param>
        /// <param name="rateHz">Samples a second of a channel.</param>
        /// <param name="channels">How many channels.</param>
        public void PushPcm(ReadOnlySpan<short> sound, int rateHz, int channels = 1)
        {
            if (TryFindSession(out MienSession session))
            {
                try
                {
                    _input.Push(session, sound, channels, rateHz);
                }
                catch (MienException error)
                {
                    Fail(error.Message);
                }
            }
        }

        /// <summary>Ends the utterance that was pushed: the face goes to rest after it.</summary>
        public void EndSpeech()
        {
            Try(_input.End);
        }

        private bool PushRecording(AudioClip recording)
        {
            var sound = new float[recording.samples * recording.channels];
            if (!recording.GetData(sound, 0))
            {
                Fail("the samples of " + recording.name + " cannot be read: set its Load Type to Decompress On Load");
                return false;
            }
            PushPcm(sound, recording.frequency, recording.channels);
            return true;
        }

        private void Try(Func<MienSession, Awaited> request)
        {
            if (!TryFindSession(out MienSession session))
            {
                return;
            }
            try
            {
                Awaited answer = request(session);
                _unanswered.Add(answer);
                _utterances.Add(answer);
            }
            catch (MienException error)
            {
                Fail(error.Message);
            }
        }

        private bool TryFindSession(out MienSession session)
        {
            session = Character.RequireSession()!;
            if (session is null)
            {
                Fail(WhyNoSession());
            }
            return session != null;
        }

        private string WhyNoSession()
        {
            return "there is no session to speak in: "
                + (Character.isActiveAndEnabled ? Character.Connection.Trouble : "the character is not active");
        }
    }
}
