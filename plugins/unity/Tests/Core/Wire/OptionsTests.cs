#nullable enable
using Mien.Core.Messages;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    /// <summary>A user's mistake is named here, before it is sent.</summary>
    public sealed class OptionsTests
    {
        private static readonly (SessionOptions Options, string Expected)[] Mistakes =
        {
            (new SessionOptions { RateHz = 23 }, "motion rate: expected 24..120, got 23"),
            (new SessionOptions { RateHz = 121 }, "24..120"),
            (new SessionOptions { AudioRateHz = 7_999 }, "8000..48000"),
            (new SessionOptions { Seed = 1L << 53 }, "seed"),
            (new SessionOptions { Seed = -2 }, "seed"),
            (new SessionOptions { Face = new FaceOptions() }, "a photo, where pictures are asked for"),
            (new SessionOptions { Avatar = new byte[1], AvatarSha256 = new string('0', 64) }, "got both"),
            (new SessionOptions { Avatar = new byte[16_000_001] }, "16000000 bytes"),
            (new SessionOptions { Avatar = new byte[1], Face = new FaceOptions { Size = 63 } }, "64..2048"),
            (new SessionOptions { Avatar = new byte[1], Face = new FaceOptions { Quality = 0 } }, "1..100"),
            (new SessionOptions { Avatar = new byte[1], Face = new FaceOptions { RateHz = 121 } }, "1..120"),
            (new SessionOptions { Controls = new Controls { GazeYawRad = 0.61 } }, "gaze yaw"),
            (new SessionOptions { Controls = new Controls { Distance = 0.6 } }, "distance"),
            (new SessionOptions { Controls = new Controls { LipsGain = double.NaN } }, "lips gain"),
            (new SessionOptions { Controls = new Controls { BlinkRatePerMin = 61 } }, "blink rate"),
            (new SessionOptions { Controls = new Controls { Affect = 1.01 } }, "affect"),
            (new SessionOptions { AvatarSha256 = new string('A', 64) }, "64 hexadecimal digits"),
        };

        [TestCaseSource(nameof(Mistakes))]
        public void A_mistake_is_named((SessionOptions Options, string Expected) mistake)
        {
            var error = Assert.Throws<MienException>(() => new OpenSession(1, mistake.Options));
            Assert.That(error!.Message, Does.Contain(mistake.Expected));
        }

        [Test]
        public void Text_is_counted_in_characters_and_names_in_bytes()
        {
            string longest = new string('x', 9_998) + "👋👋";
            Assert.That(new Say(1, SessionName.Parse("a"), longest, null).Text, Is.EqualTo(longest));
            Assert.Throws<MienException>(() => new Say(1, SessionName.Parse("a"), longest + "x", null));
            Assert.Throws<MienException>(() => new Say(1, SessionName.Parse("a"), "x", new string('é', 33)));
            Assert.Throws<MienException>(() => new Hello(1, ProtocolVersion.Spoken, new string('é', 33), "t"));
        }
    }
}
