#nullable enable
using Mien.Core.MessagePack;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Controls of a performance; what is null stays as it is.</summary>
    public struct Controls
    {
        /// <summary>Where the character attends, to its left, radians, -0.6..0.6.</summary>
        public double? GazeYawRad { get; set; }

        /// <summary>The same, upwards, radians, -0.45..0.45.</summary>
        public double? GazePitchRad { get; set; }

        /// <summary>Distance from the viewer, relative to the photo's, 0.7..1.5.</summary>
        public double? Distance { get; set; }

        /// <summary>Amplitude of head movement, 0..2; 1 is natural.</summary>
        public double? HeadGain { get; set; }

        /// <summary>Amplitude of articulation, 0..2; 1 is natural.</summary>
        public double? LipsGain { get; set; }

        /// <summary>How the face feels.</summary>
        public Emotion? Emotion { get; set; }

        /// <summary>How much, 0..1.</summary>
        public double? EmotionStrength { get; set; }

        /// <summary>Blinks a minute, 0..60; <see cref="double.NaN"/> for the natural rate.</summary>
        public double? BlinkRatePerMin { get; set; }

        /// <summary>Reads controls from a map.</summary>
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
                BlinkRatePerMin = map.TryFind("blink_rate_per_min", out _)
                    ? map.Number("blink_rate_per_min", 0, 60)
                    : double.NaN,
            };
        }

        internal readonly void Validate()
        {
            Validate("gaze yaw", GazeYawRad, -0.6, 0.6);
            Validate("gaze pitch", GazePitchRad, -0.45, 0.45);
            Validate("distance", Distance, 0.7, 1.5);
            Validate("head gain", HeadGain, 0, 2);
            Validate("lips gain", LipsGain, 0, 2);
            Validate("emotion strength", EmotionStrength, 0, 1);
            if (!IsNaturalBlinkRate)
            {
                Validate("blink rate", BlinkRatePerMin, 0, 60);
            }
        }

        internal readonly void Write(MessagePackWriter writer)
        {
            writer.WriteMapHeader(Count());
            Write(writer, "gaze_yaw_rad", GazeYawRad);
            Write(writer, "gaze_pitch_rad", GazePitchRad);
            Write(writer, "distance", Distance);
            Write(writer, "head_gain", HeadGain);
            Write(writer, "lips_gain", LipsGain);
            if (Emotion is Emotion emotion)
            {
                Header.Field(writer, "emotion", Names.Emotions[(int)emotion]);
            }
            Write(writer, "emotion_strength", EmotionStrength);
            if (IsNaturalBlinkRate)
            {
                Header.Field(writer, "blink_rate_per_min", (string?)null);
            }
            else
            {
                Write(writer, "blink_rate_per_min", BlinkRatePerMin);
            }
        }

        private readonly bool IsNaturalBlinkRate => BlinkRatePerMin is double rate && double.IsNaN(rate);

        private readonly int Count()
        {
            return One(GazeYawRad) + One(GazePitchRad) + One(Distance) + One(HeadGain) + One(LipsGain)
                + (Emotion is null ? 0 : 1) + One(EmotionStrength) + One(BlinkRatePerMin);
        }

        private static int One(double? control)
        {
            return control is null ? 0 : 1;
        }

        private static void Validate(string name, double? value, double low, double high)
        {
            if (value is double number)
            {
                Check.Range(name, number, low, high);
            }
        }

        private static void Write(MessagePackWriter writer, string key, double? value)
        {
            if (value is double number)
            {
                writer.Write(key);
                writer.Write(number);
            }
        }
    }
}
