#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Controls of a performance; what is null stays as it is.</summary>
    public struct Controls
    {
        /// <summary>Direction of attention to the character's left, radians, -0.6..0.6.</summary>
        public double? GazeYawRad { get; set; }

        /// <summary>Direction of attention upwards, radians, -0.45..0.45.</summary>
        public double? GazePitchRad { get; set; }

        /// <summary>Distance from the viewer, relative to the photo's, 0.7..1.5.</summary>
        public double? Distance { get; set; }

        /// <summary>Amplitude of head movement, 0..2; 1 is natural.</summary>
        public double? HeadGain { get; set; }

        /// <summary>Amplitude of articulation, 0..2; 1 is natural.</summary>
        public double? LipsGain { get; set; }

        /// <summary>Mood of the face.</summary>
        public Emotion? Emotion { get; set; }

        /// <summary>Strength of the emotion, 0..1.</summary>
        public double? EmotionStrength { get; set; }

        /// <summary>Blinks a minute, 0..60; <see cref="double.NaN"/> for the natural rate.</summary>
        public double? BlinkRatePerMin { get; set; }

        /// <summary>Liveliness and bearing; since 1.1.</summary>
        public Manner? Manner { get; set; }

        /// <summary>Share of the voice's excitement that shows, 0..1; since 1.1.</summary>
        public double? Affect { get; set; }

        /// <summary>Part in the conversation; since 1.1.</summary>
        public Activity? Activity { get; set; }

        internal static Controls Read(in HeaderMap map)
        {
            return new Controls
            {
                GazeYawRad = map.Number("gaze_yaw_rad", -0.6, 0.6),
                GazePitchRad = map.Number("gaze_pitch_rad", -0.45, 0.45),
                Distance = map.Number("distance", 0.7, 1.5),
                HeadGain = map.Number("head_gain", 0, 2),
                LipsGain = map.Number("lips_gain", 0, 2),
                Emotion = (Emotion)map.Choice("emotion", Names.Emotions),
                EmotionStrength = map.Number("emotion_strength", 0, 1),
                BlinkRatePerMin = map.NumberOrNull("blink_rate_per_min", 0, 60) ?? double.NaN,
                Manner = (Manner?)map.ChoiceOrNull("manner", Names.Manners),
                Affect = map.NumberOrNull("affect", 0, 1),
                Activity = (Activity?)map.ChoiceOrNull("activity", Names.Activities),
            };
        }

        internal readonly void Validate()
        {
            Check.RangeOrNull("gaze yaw", GazeYawRad, -0.6, 0.6);
            Check.RangeOrNull("gaze pitch", GazePitchRad, -0.45, 0.45);
            Check.RangeOrNull("distance", Distance, 0.7, 1.5);
            Check.RangeOrNull("head gain", HeadGain, 0, 2);
            Check.RangeOrNull("lips gain", LipsGain, 0, 2);
            Check.RangeOrNull("emotion strength", EmotionStrength, 0, 1);
            Check.RangeOrNaN("blink rate", BlinkRatePerMin, 0, 60);
            Check.RangeOrNull("affect", Affect, 0, 1);
        }

        internal readonly void Write(MessagePackWriter writer)
        {
            writer.WriteMapHeader(Count());
            Header.Given(writer, "gaze_yaw_rad", GazeYawRad);
            Header.Given(writer, "gaze_pitch_rad", GazePitchRad);
            Header.Given(writer, "distance", Distance);
            Header.Given(writer, "head_gain", HeadGain);
            Header.Given(writer, "lips_gain", LipsGain);
            Header.Given(writer, "emotion", Names.Emotions, (int?)Emotion);
            Header.Given(writer, "emotion_strength", EmotionStrength);
            Header.Given(writer, "blink_rate_per_min", BlinkRatePerMin);
            Header.Given(writer, "manner", Names.Manners, (int?)Manner);
            Header.Given(writer, "affect", Affect);
            Header.Given(writer, "activity", Names.Activities, (int?)Activity);
        }

        private readonly int Count()
        {
            return (GazeYawRad is null ? 0 : 1)
                + (GazePitchRad is null ? 0 : 1)
                + (Distance is null ? 0 : 1)
                + (HeadGain is null ? 0 : 1)
                + (LipsGain is null ? 0 : 1)
                + (Emotion is null ? 0 : 1)
                + (EmotionStrength is null ? 0 : 1)
                + (BlinkRatePerMin is null ? 0 : 1)
                + (Manner is null ? 0 : 1)
                + (Affect is null ? 0 : 1)
                + (Activity is null ? 0 : 1);
        }
    }
}
