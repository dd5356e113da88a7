#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Json;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class GoldenWritingTests
    {
        public static IEnumerable<GoldenVector> Vectors
        {
            get
            {
                foreach (GoldenVector vector in GoldenVector.All())
                {
                    if (!vector.IsFromDaemon && vector.IsCanonical)
                    {
                        yield return vector;
                    }
                }
            }
        }

        [OneTimeSetUp]
        public void Require()
        {
            GoldenVector.Require();
        }

        [TestCaseSource(nameof(Vectors))]
        public void What_a_client_sends_is_written_to_the_byte(GoldenVector vector)
        {
            var writer = new MessagePackWriter();
            Message(vector.Type, vector.Header).Write(writer);
            Assert.That(Tree.Hexadecimal(writer.Written), Is.EqualTo(Tree.Hexadecimal(vector.HeaderBytes)));
        }

        [Test]
        public void Every_message_of_a_client_is_shown()
        {
            var types = new SortedSet<string>();
            foreach (GoldenVector vector in Vectors)
            {
                types.Add(vector.Type);
            }
            Assert.That(types.Count, Is.EqualTo(15), string.Join(" ", types));
        }

        private static IClientMessage Message(string type, JsonValue header)
        {
            switch (type)
            {
                case "hello":
                    return new Hello(Id(header), Version(header), header["client"].AsText(), header["token"].AsText());
                case "ping":
                    return new Ping(Id(header), Integer(header["client_ns"]));
                case "open_session":
                    return new OpenSession(Id(header), Options(header));
                case "close_session":
                    return new CloseSession(Id(header), Session(header));
                case "push_audio":
                    return new PushAudio(Session(header), Integer(header["seq"]));
                case "end_audio":
                    JsonValue next = header["seq"];
                    return new EndAudio(Id(header), Session(header), next.IsNull ? (long?)null : Integer(next));
                case "say":
                    return new Say(
                        Id(header), Session(header), header["text"].AsText(), Text(header["voice"]), header["tags"].AsBoolean());
                case "set_controls":
                    return new SetControls(Id(header), Session(header), Controls(header["controls"]));
                case "cancel":
                    return new Cancel(Id(header), Session(header));
                case "snapshot":
                    return new Snapshot(Id(header), header["session"].IsNull ? default : Session(header));
                default:
                    return BakeMessage(type, header);
            }
        }

        private static IClientMessage BakeMessage(string type, JsonValue header)
        {
            switch (type)
            {
                case "bake_open":
                    return new BakeOpen(Id(header), Version(header), header["token"].AsText(), Options(header));
                case "bake_resume":
                    string token = header["token"].AsText();
                    long first = Integer(header["first_frame"]);
                    return new BakeResume(Id(header), Version(header), token, Session(header), first);
                case "bake_audio":
                    return new BakeAudio(Session(header), Integer(header["seq"]), header["last"].AsBoolean());
                case "bake_credit":
                    return new BakeCredit(Session(header), Integer(header["frames"]));
                case "bake_close":
                    return new BakeClose(Session(header));
                default:
                    throw new AssertionException("no client sends " + type);
            }
        }

        private static SessionOptions Options(JsonValue header)
        {
            JsonValue avatar = header["avatar"];
            return new SessionOptions
            {
                Pace = Text(header["pace"]) == "speak" ? Pace.Speak : Pace.Live,
                RateHz = (int)Integer(header["rate_hz"]),
                WantsLatents = header["latents"].AsBoolean(),
                Seed = Integer(header["seed"]),
                AudioRateHz = (int)Integer(header["audio_rate_hz"]),
                WantsEcho = !header["echo"].IsNull && header["echo"].AsBoolean(),
                Controls = Controls(header["controls"]),
                Avatar = avatar.IsNull ? null : GoldenVector.Bytes(avatar["$bin"].AsText()),
                AvatarSha256 = Text(header["avatar_sha256"]),
                Face = header["face"].IsNull ? null : Face(header["face"]),
            };
        }

        private static FaceOptions Face(JsonValue face)
        {
            return new FaceOptions
            {
                Layout = (FaceLayout)Enum.Parse(typeof(FaceLayout), face["layout"].AsText(), true),
                Size = (int)Integer(face["size"]),
                RateHz = (int)Integer(face["rate_hz"]),
                Format = (PictureFormat)Enum.Parse(typeof(PictureFormat), face["format"].AsText(), true),
                Quality = (int)Integer(face["quality"]),
            };
        }

        private static Controls Controls(JsonValue controls)
        {
            bool isNatural = controls.Members.ContainsKey("blink_rate_per_min") && controls["blink_rate_per_min"].IsNull;
            return new Controls
            {
                GazeYawRad = Number(controls["gaze_yaw_rad"]),
                GazePitchRad = Number(controls["gaze_pitch_rad"]),
                Distance = Number(controls["distance"]),
                HeadGain = Number(controls["head_gain"]),
                LipsGain = Number(controls["lips_gain"]),
                Emotion = Text(controls["emotion"]) is string name ? (Emotion?)Enum.Parse(typeof(Emotion), name, true) : null,
                EmotionStrength = Number(controls["emotion_strength"]),
                BlinkRatePerMin = isNatural ? double.NaN : Number(controls["blink_rate_per_min"]),
                Manner = Text(controls["manner"]) is string manner ? (Manner?)Enum.Parse(typeof(Manner), manner, true) : null,
                Affect = Number(controls["affect"]),
                Activity = Text(controls["activity"]) is string part ? (Activity?)Enum.Parse(typeof(Activity), part, true) : null,
            };
        }

        private static long Id(JsonValue header)
        {
            return Integer(header["id"]);
        }

        private static SessionName Session(JsonValue header)
        {
            return SessionName.Parse(header["session"].AsText());
        }

        private static ProtocolVersion Version(JsonValue header)
        {
            JsonValue version = header["protocol"];
            return new ProtocolVersion((int)Integer(version.Items[0]), (int)Integer(version.Items[1]));
        }

        private static long Integer(JsonValue value)
        {
            return value.Kind == JsonKind.Object ? long.Parse(value["$int"].AsText()) : value.AsInteger();
        }

        private static double? Number(JsonValue value)
        {
            return value.IsNull ? (double?)null : value.AsNumber();
        }

        private static string? Text(JsonValue value)
        {
            return value.IsNull ? null : value.AsText();
        }
    }
}
