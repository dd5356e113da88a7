using System;
using System.Collections.Generic;

namespace UnityEngine
{
    // Not the engine's: a mixer and a loudspeaker. Blocks are mixed when somebody lets time pass, and heard after the latency
    // that a ring of blocks has (FMOD: its length less one and a half blocks), and whatever the loudspeaker adds.
    public static class HeadlessAudio
    {
        private const int Channels = 2;

        private static readonly List<AudioSource> Sources = new List<AudioSource>();
        private static float[] _mix = new float[0];
        private static float[] _source = new float[0];
        private static double _dueS;
        private static long _filmFrom;

        // Hears every block: when its first sample is heard, in seconds, and its samples, channels side by side.
        public static event Action<double, float[]> Heard;

        public static int RateHz { get; private set; } = 48_000;

        public static int BufferLength { get; private set; } = 1024;

        public static int BufferCount { get; private set; } = 4;

        // What the loudspeaker adds, seconds.
        public static double LoudspeakerS { get; set; }

        // Seconds by which a block is mixed late, given its number; no block is mixed late by more than a block.
        public static Func<long, double> Lateness { get; set; } = _ => 0;

        // Called just before a block is mixed, with the time of that, seconds.
        public static Action<double> BeforeMix { get; set; } = _ => { };

        internal static long Mixed { get; private set; }

        public static double LatencyS => (Math.Max(0, BufferCount - 1.5) * BufferLength / RateHz) + LoudspeakerS;

        // Another device, or other settings of the project.
        public static void Configure(int rateHz, int bufferLength, int bufferCount)
        {
            RateHz = rateHz;
            BufferLength = bufferLength;
            BufferCount = bufferCount;
            AudioSettings.Tell(true);
        }

        // Mixes what is due until a time, seconds.
        public static void Advance(double untilS)
        {
            while (true)
            {
                double at = _dueS + Lateness(Mixed / BufferLength);
                if (at > untilS)
                {
                    return;
                }
                BeforeMix(at);
                Mix();
                _dueS += BufferLength / (double)RateHz;
            }
        }

        // Mixes what a film wants that is so long by now, in whole blocks; not for the loudspeaker.
        public static void Render(double filmS)
        {
            while (Mixed < _filmFrom + (filmS * RateHz))
            {
                Mix();
            }
        }

        // Begins a film: nothing is mixed but for it.
        public static void BeginFilm()
        {
            _filmFrom = Mixed;
        }

        // Time passes in which nothing is mixed, as while the application sleeps.
        public static void Skip(double untilS)
        {
            _dueS = Math.Max(_dueS, untilS);
        }

        internal static void Reset()
        {
            Sources.Clear();
            Heard = null;
            RateHz = 48_000;
            BufferLength = 1024;
            BufferCount = 4;
            LoudspeakerS = 0;
            Lateness = _ => 0;
            BeforeMix = _ => { };
            Mixed = 0;
            _dueS = 0;
            AudioListener.pause = false;
        }

        internal static void Add(AudioSource source)
        {
            if (!Sources.Contains(source))
            {
                Sources.Add(source);
            }
        }

        internal static void Remove(AudioSource source)
        {
            Sources.Remove(source);
        }

        private static void Mix()
        {
            if (_mix.Length != BufferLength * Channels)
            {
                _mix = new float[BufferLength * Channels];
                _source = new float[BufferLength * Channels];
            }
            Array.Clear(_mix, 0, _mix.Length);
            for (int at = 0; at < Sources.Count && !AudioListener.pause; at++)
            {
                if (!Sources[at].IsPaused)
                {
                    Play(Sources[at]);
                }
            }
            Heard?.Invoke(_dueS + LatencyS, _mix);
            Mixed += BufferLength;
        }

        private static void Play(AudioSource source)
        {
            float level = source.mute ? 0 : source.volume;
            for (int at = 0; at < _source.Length; at++)
            {
                long frame = source.Position + (at / Channels);
                bool isOver = source.clip == null || (!source.loop && frame >= source.clip.samples);
                _source[at] = isOver ? 0 : source.clip.At(frame, at % Channels) * level;
            }
            source.Position += BufferLength;
            IReadOnlyList<Component> components = source.gameObject.Components;
            for (int at = 0; at < components.Count; at++)
            {
                if (components[at] is MonoBehaviour script && script.isActiveAndEnabled)
                {
                    script.Messages.OnAudioFilterRead?.Invoke(script, _source, Channels);
                }
            }
            for (int at = 0; at < _mix.Length; at++)
            {
                _mix[at] += _source[at] * AudioListener.volume;
            }
        }
    }
}
