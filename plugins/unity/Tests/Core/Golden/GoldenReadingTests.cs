#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Json;
using Mien.Core.MessagePack;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class GoldenReadingTests
    {
        public static IEnumerable<GoldenVector> Maps => Where(vector => vector.Header.Kind == JsonKind.Object);

        public static IEnumerable<GoldenVector> Frames => Where(vector => vector.Header.Kind == JsonKind.Array);

        public static IEnumerable<GoldenVector> Motions => Where(
            vector => vector.Type == "motion_frame" || vector.Type == "bake_chunk");

        [OneTimeSetUp]
        public void Require()
        {
            GoldenVector.Require();
        }

        [TestCaseSource(nameof(Maps))]
        public void What_a_daemon_says_is_read(GoldenVector vector)
        {
            MessageType type = MessageTypes.Read(vector.HeaderBytes, out HeaderMap map);
            var expected = (Dictionary<string, object?>)Tree.Of(vector.Header)!;
            if (type == MessageType.Welcome)
            {
                // Of the limits only those of what a client sends are of interest here.
                ((Dictionary<string, object?>)expected["limits"]!).Remove("sessions");
            }
            Assert.That(Told.Of(type, map), Is.EqualTo(expected));
        }

        [TestCaseSource(nameof(Frames))]
        public void A_frame_is_read(GoldenVector vector)
        {
            Topic topic = Topic.Parse(vector.Parts[0]);
            Assert.That(topic.ToString(), Is.EqualTo(vector.Content["topic"].AsText()));
            FrameHeader header = FrameHeader.Read(vector.HeaderBytes, topic.Kind);
            var told = new List<object?>
            {
                Tree.Number(header.Epoch),
                Tree.Number(header.Seq),
                Tree.Number(header.TimeNs),
                Tree.Number(header.DaemonNs),
                Tree.Number((long)header.Flags),
            };
            if (header.Detail is long detail)
            {
                told.Add(Tree.Number(detail));
            }
            var expected = (List<object?>)Tree.Of(vector.Header)!;
            Assert.That(told, Is.EqualTo(expected.GetRange(0, told.Count)));
        }

        [TestCaseSource(nameof(Motions))]
        public void Motion_is_read_to_the_bit(GoldenVector vector)
        {
            var latentSize = (int)vector.Content["layout"]["latent_size"].AsInteger();
            MotionPayload payload = Payload(latentSize);
            IReadOnlyList<JsonValue> expected = vector.Content["payload"].Items;
            Assert.That(vector.Payload!.Length, Is.EqualTo(expected.Count * payload.FrameBytes));
            var frame = new MotionFrame();
            var latent = new float[latentSize];
            for (int at = 0; at < expected.Count; at++)
            {
                var bytes = new ReadOnlySpan<byte>(vector.Payload, at * payload.FrameBytes, payload.FrameBytes);
                payload.Read(bytes, frame);
                payload.ReadLatent(bytes, latent);
                Assert.That(frame.Coefficients.ToArray(), Is.EqualTo(Numbers(expected[at]["expression"])));
                Rotation head = frame.Head;
                Assert.That(new[] { head.W, head.X, head.Y, head.Z }, Is.EqualTo(Numbers(expected[at]["head_wxyz"])));
                Translation moved = frame.HeadTranslation;
                Assert.That(new[] { moved.X, moved.Y, moved.Z }, Is.EqualTo(Numbers(expected[at]["head_m"])));
                Gaze gaze = frame.Gaze;
                Assert.That(new[] { gaze.YawRad, gaze.PitchRad }, Is.EqualTo(Numbers(expected[at]["gaze_rad"])));
                Assert.That(latent, Is.EqualTo(Numbers(expected[at]["latent"])));
            }
        }

        [Test]
        public void Every_message_of_a_daemon_is_shown()
        {
            var types = new SortedSet<string>();
            foreach (GoldenVector vector in Where(_ => true))
            {
                types.Add(vector.Type);
            }
            // Every type but none, and three kinds of frames.
            Assert.That(types.Count, Is.EqualTo(Enum.GetValues(typeof(MessageType)).Length - 1 + 3), string.Join(" ", types));
        }

        private static MotionPayload Payload(int latentSize)
        {
            var writer = new MessagePackWriter();
            writer.WriteMapHeader(4);
            writer.Write("layout");
            writer.Write(latentSize > 0 ? "m1l" : "m1");
            writer.Write("expression_names");
            writer.WriteArrayHeader(Rig.Expression.Count);
            foreach (string name in Rig.Expression.Names)
            {
                writer.Write(name);
            }
            writer.Write("latent_model");
            writer.WriteOrNil(latentSize > 0 ? "test" : null);
            writer.Write("latent_size");
            writer.Write(latentSize);
            return new MotionPayload(new MotionLayout(new HeaderMap(writer.Written, "test")));
        }

        private static float[] Numbers(JsonValue array)
        {
            var numbers = new float[array.Items.Count];
            for (int at = 0; at < numbers.Length; at++)
            {
                numbers[at] = (float)array.Items[at].AsNumber();
            }
            return numbers;
        }

        private static IEnumerable<GoldenVector> Where(Func<GoldenVector, bool> isWanted)
        {
            foreach (GoldenVector vector in GoldenVector.All())
            {
                if (vector.IsFromDaemon && isWanted(vector))
                {
                    yield return vector;
                }
            }
        }
    }
}
