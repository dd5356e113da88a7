#nullable enable
using System;
using Mien.Core.Client;
using Mien.Core.Messages;

namespace Mien
{
    /// <summary>Sound of any rate and number of channels on its way into a session, which wants one of each.</summary>
    internal sealed class SpeechInput
    {
        private const float FullScale = 32_768f;

        private Resampler? _resampler;
        private float[] _mono = new float[4096];
        private float[] _resampled = new float[4096];
        private short[] _samples = new short[4096];

        /// <summary>Pushes sound, -1..1, channels side by side.</summary>
        /// <exception cref="Core.MienException">The session cannot take so much, or the format is none.</exception>
        internal void Push(MienSession session, ReadOnlySpan<float> sound, int channels, int rateHz)
        {
            Check(channels, rateHz);
            int count = sound.Length / channels;
            Grow(ref _mono, count);
            for (int at = 0; at < count; at++)
            {
                float sum = 0;
                for (int channel = 0; channel < channels; channel++)
                {
                    sum += sound[(at * channels) + channel];
                }
                _mono[at] = sum / channels;
            }
            PushMono(session, count, rateHz);
        }

        /// <summary>Pushes sound as signed numbers of 16 bits, channels side by side.</summary>
        /// <exception cref="Core.MienException">The session cannot take so much, or the format is none.</exception>
        internal void Push(MienSession session, ReadOnlySpan<short> sound, int channels, int rateHz)
        {
            Check(channels, rateHz);
            if (channels == 1 && rateHz == session.Options.AudioRateHz)
            {
                Flush(session);
                session.PushAudio(sound);
                return;
            }
            int count = sound.Length / channels;
            Grow(ref _mono, count);
            for (int at = 0; at < count; at++)
            {
                float sum = 0;
                for (int channel = 0; channel < channels; channel++)
                {
                    sum += sound[(at * channels) + channel];
                }
                _mono[at] = sum / (channels * FullScale);
            }
            PushMono(session, count, rateHz);
        }

        /// <summary>Ends the utterance.</summary>
        internal Answer<AudioEnded> End(MienSession session)
        {
            Flush(session);
            return session.EndAudio();
        }

        /// <summary>Forgets what was pushed and has not reached the session.</summary>
        internal void Clear()
        {
            _resampler = null;
        }

        private static void Check(int channels, int rateHz)
        {
            if (channels < 1 || rateHz < 1)
            {
                throw new Core.MienException(
                    "expected sound of at least one channel and one sample a second, got " + channels + " and " + rateHz);
            }
        }

        private void PushMono(MienSession session, int count, int rateHz)
        {
            int toHz = session.Options.AudioRateHz;
            if (_resampler != null && (_resampler.FromHz != rateHz || _resampler.ToHz != toHz))
            {
                Flush(session);
            }
            if (rateHz == toHz)
            {
                PushSamples(session, new ReadOnlySpan<float>(_mono, 0, count));
                return;
            }
            _resampler ??= new Resampler(rateHz, toHz);
            Grow(ref _resampled, _resampler.Most(count));
            int made = _resampler.Push(new ReadOnlySpan<float>(_mono, 0, count), _resampled);
            PushSamples(session, new ReadOnlySpan<float>(_resampled, 0, made));
        }

        private void Flush(MienSession session)
        {
            if (_resampler is null)
            {
                return;
            }
            Grow(ref _resampled, _resampler.Most(0));
            int made = _resampler.Flush(_resampled);
            PushSamples(session, new ReadOnlySpan<float>(_resampled, 0, made));
            _resampler = null;
        }

        private void PushSamples(MienSession session, ReadOnlySpan<float> sound)
        {
            Grow(ref _samples, sound.Length);
            for (int at = 0; at < sound.Length; at++)
            {
                float scaled = (float)Math.Round(sound[at] * FullScale);
                _samples[at] = (short)Math.Max(short.MinValue, Math.Min(short.MaxValue, scaled));
            }
            session.PushAudio(new ReadOnlySpan<short>(_samples, 0, sound.Length));
        }

        private static void Grow<T>(ref T[] array, int length)
        {
            if (array.Length < length)
            {
                array = new T[Math.Max(length, 2 * array.Length)];
            }
        }
    }
}
