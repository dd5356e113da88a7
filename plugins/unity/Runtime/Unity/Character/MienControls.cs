#nullable enable
using System;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>Controls of a character; a change holds from the next frame on.</summary>
    [Serializable]
    public sealed class MienControls
    {
        [SerializeField]
        [Range(-34, 34)]
        [Tooltip("Where the character attends, degrees to its left.")]
        private float _gazeYawDeg;

        [SerializeField]
        [Range(-25, 25)]
        [Tooltip("Where the character attends, degrees upwards.")]
        private float _gazePitchDeg;

        [SerializeField]
        [Range(0.7f, 1.5f)]
        [Tooltip("Distance from the viewer, relative to the photo's. Of pictures only.")]
        private float _distance = 1;

        [SerializeField]
        [Range(0, 2)]
        [Tooltip("Amplitude of head movement; 1 is natural.")]
        private float _headGain = 1;

        [SerializeField]
        [Range(0, 2)]
        [Tooltip("Amplitude of articulation; 1 is natural.")]
        private float _lipsGain = 1;

        [SerializeField]
        [Tooltip("How the character feels.")]
        private Emotion _emotion = Emotion.Neutral;

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("How much.")]
        private float _emotionStrength = 0.5f;

        [SerializeField]
        [Range(-1, 60)]
        [Tooltip("Blinks a minute; below 0: the natural rate.")]
        private float _blinkRatePerMin = -1;

        [SerializeField]
        [Tooltip("Liveliness and bearing.")]
        private Manner _manner = Manner.Natural;

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("Share of the voice's excitement that shows.")]
        private float _affect = 0.5f;

        [SerializeField]
        [Tooltip("Part in the conversation; Auto follows the sound.")]
        private Activity _activity = Activity.Auto;

        /// <summary>Direction of attention, degrees to the character's left, -34..34.</summary>
        public float GazeYawDeg
        {
            get => _gazeYawDeg;
            set => _gazeYawDeg = Mathf.Clamp(value, -34, 34);
        }

        /// <summary>Direction of attention, degrees upwards, -25..25.</summary>
        public float GazePitchDeg
        {
            get => _gazePitchDeg;
            set => _gazePitchDeg = Mathf.Clamp(value, -25, 25);
        }

        /// <summary>Distance from the viewer, relative to the photo's, 0.7..1.5. Of pictures only.</summary>
        public float Distance
        {
            get => _distance;
            set => _distance = Mathf.Clamp(value, 0.7f, 1.5f);
        }

        /// <summary>Amplitude of head movement, 0..2; 1 is natural.</summary>
        public float HeadGain
        {
            get => _headGain;
            set => _headGain = Mathf.Clamp(value, 0, 2);
        }

        /// <summary>Amplitude of articulation, 0..2; 1 is natural.</summary>
        public float LipsGain
        {
            get => _lipsGain;
            set => _lipsGain = Mathf.Clamp(value, 0, 2);
        }

        /// <summary>Mood of the character.</summary>
        public Emotion Emotion
        {
            get => _emotion;
            set => _emotion = value;
        }

        /// <summary>Strength of the emotion, 0..1.</summary>
        public float EmotionStrength
        {
            get => _emotionStrength;
            set => _emotionStrength = Mathf.Clamp01(value);
        }

        /// <summary>Blinks a minute, 0..60; below 0 for the natural rate.</summary>
        public float BlinkRatePerMin
        {
            get => _blinkRatePerMin;
            set => _blinkRatePerMin = Mathf.Clamp(value, -1, 60);
        }

        /// <summary>Liveliness and bearing; a daemon of protocol 1.0 knows none.</summary>
        public Manner Manner
        {
            get => _manner;
            set => _manner = value;
        }

        /// <summary>Share of the voice's excitement that shows, 0..1; a daemon of protocol 1.0 knows none.</summary>
        public float Affect
        {
            get => _affect;
            set => _affect = Mathf.Clamp01(value);
        }

        /// <summary>Part in the conversation; a daemon of protocol 1.0 knows none.</summary>
        public Activity Activity
        {
            get => _activity;
            set => _activity = value;
        }

        /// <summary>True if they are the same as others.</summary>
        internal bool Equal(MienControls other)
        {
            return _gazeYawDeg == other._gazeYawDeg
                && _gazePitchDeg == other._gazePitchDeg
                && _distance == other._distance
                && _headGain == other._headGain
                && _lipsGain == other._lipsGain
                && _emotion == other._emotion
                && _emotionStrength == other._emotionStrength
                && _blinkRatePerMin == other._blinkRatePerMin
                && _manner == other._manner
                && _affect == other._affect
                && _activity == other._activity;
        }

        /// <summary>Become the same as others.</summary>
        internal void CopyFrom(MienControls other)
        {
            _gazeYawDeg = other._gazeYawDeg;
            _gazePitchDeg = other._gazePitchDeg;
            _distance = other._distance;
            _headGain = other._headGain;
            _lipsGain = other._lipsGain;
            _emotion = other._emotion;
            _emotionStrength = other._emotionStrength;
            _blinkRatePerMin = other._blinkRatePerMin;
            _manner = other._manner;
            _affect = other._affect;
            _activity = other._activity;
        }

        /// <summary>Converts them to the wire's controls.</summary>
        internal Controls ToWire()
        {
            return new Controls
            {
                GazeYawRad = _gazeYawDeg * Mathf.Deg2Rad,
                GazePitchRad = _gazePitchDeg * Mathf.Deg2Rad,
                Distance = _distance,
                HeadGain = _headGain,
                LipsGain = _lipsGain,
                Emotion = _emotion,
                EmotionStrength = _emotionStrength,
                BlinkRatePerMin = _blinkRatePerMin < 0 ? double.NaN : _blinkRatePerMin,
                Manner = _manner,
                Affect = _affect,
                Activity = _activity,
            };
        }
    }
}
