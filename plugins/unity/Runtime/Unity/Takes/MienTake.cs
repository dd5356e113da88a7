#nullable enable
using System;
using Mien.Core.Bake;
using Mien.Core.Messages;
using Mien.Core.Motion;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// The motion of a recording, baked: it needs no daemon any more, and moves every character that has a face. For timelines,
    /// and for what is said again and again.
    /// </summary>
    public sealed class MienTake : ScriptableObject
    {
        private const double NsPerSecond = 1e9;

        [SerializeField]
        private AudioClip? _sound;

        [SerializeField]
        private int _rateHz = 60;

        [SerializeField]
        [HideInInspector]
        private float[] _numbers = Array.Empty<float>();

        /// <summary>Text to say.</summary>
        public AudioClip? Sound => _sound;

        /// <summary>Frames a second.</summary>
        public int RateHz => _rateHz;

        /// <summary>Number of frames.</summary>
        public int Count => _numbers.Length / MotionFrame.Numbers;

        /// <summary>Duration, seconds.</summary>
        public double Duration => Count / (double)_rateHz;

        /// <summary>Makes a take of what was baked.</summary>
        public static MienTake Make(BakedMotion motion, AudioClip? sound)
        {
            MienTake take = CreateInstance<MienTake>();
            take.Fill(motion, sound);
            return take;
        }

        /// <summary>Becomes what was baked.</summary>
        public void Fill(BakedMotion motion, AudioClip? sound)
        {
            _sound = sound;
            _rateHz = motion.RateHz;
            _numbers = new float[motion.Count * MotionFrame.Numbers];
            var frame = new MotionFrame();
            for (int at = 0; at < motion.Count; at++)
            {
                motion.Read(at, frame);
                frame.Raw.CopyTo(new Span<float>(_numbers, at * MotionFrame.Numbers, MotionFrame.Numbers));
            }
        }

        /// <summary>The face at a time; before the first frame, and after the last, as it is there.</summary>
        /// <param name="seconds">Since the beginning.</param>
        /// <param name="before">Is used to reckon with.</param>
        /// <param name="after">Is used to reckon with.</param>
        /// <param name="into">Takes the face.</param>
        internal void Sample(double seconds, MotionFrame before, MotionFrame after, MotionFrame into)
        {
            double place = Math.Max(0, Math.Min(Count - 1, seconds * _rateHz));
            int first = (int)place;
            Read(first, before);
            Read(Math.Min(first + 1, Count - 1), after);
            into.Mix(before, after, place - first);
        }

        private void Read(int frame, MotionFrame into)
        {
            int at = frame * MotionFrame.Numbers;
            new ReadOnlySpan<float>(_numbers, at, MotionFrame.Numbers).CopyTo(into.Raw);
            into.Header = new FrameHeader(0, frame, (long)(frame * NsPerSecond / _rateHz), 0, FrameFlags.None);
        }
    }
}
