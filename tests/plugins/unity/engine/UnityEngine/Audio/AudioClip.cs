using System;

namespace UnityEngine
{
    public sealed class AudioClip : Object
    {
        private readonly float[] _samples;

        private AudioClip(string name, int lengthSamples, int channels, int frequency)
        {
            this.name = name;
            samples = lengthSamples;
            this.channels = channels;
            this.frequency = frequency;
            _samples = new float[lengthSamples * channels];
        }

        public int samples { get; }

        public int channels { get; }

        public int frequency { get; }

        public float length => samples / (float)frequency;

        public AudioClipLoadType loadType => AudioClipLoadType.DecompressOnLoad;

        // Not the engine's: that of a clip whose samples it has not got at hand.
        public bool IsUnreadable { get; set; }

        public static AudioClip Create(string name, int lengthSamples, int channels, int frequency, bool stream)
        {
            if (lengthSamples <= 0 || channels <= 0 || frequency <= 0)
            {
                throw new ArgumentException("Length, channels and frequency of created clip must be larger than 0");
            }
            return new AudioClip(name, lengthSamples, channels, frequency);
        }

        public bool SetData(float[] data, int offsetSamples)
        {
            for (int at = 0; at < data.Length; at++)
            {
                _samples[((offsetSamples * channels) + at) % _samples.Length] = data[at];
            }
            return true;
        }

        // Goes on at the beginning where it comes to the end.
        public bool GetData(float[] data, int offsetSamples)
        {
            for (int at = 0; at < data.Length && !IsUnreadable; at++)
            {
                data[at] = _samples[((offsetSamples * channels) + at) % _samples.Length];
            }
            return !IsUnreadable;
        }

        internal float At(long frame, int channel)
        {
            return _samples[(int)(frame % samples * channels) + Math.Min(channel, channels - 1)];
        }
    }
}
