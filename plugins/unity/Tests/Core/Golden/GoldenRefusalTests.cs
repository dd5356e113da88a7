#nullable enable
using System.Collections.Generic;
using Mien.Core.Messages;
using Mien.Core.Streams;
using Mien.Core.Wire;
using NUnit.Framework;

namespace Mien.Core.Tests
{
    public sealed class GoldenRefusalTests
    {
        public static IEnumerable<GoldenVector> OfStreams => Where(vector => vector.IsFromDaemon && vector.IsStream);

        public static IEnumerable<GoldenVector> OfRequests => Where(
            // What comes from the wrong side there comes from the right one here.
            vector => vector.Socket == SocketKind.Control && vector.Parts.Count > 0 && vector.Name != "from-the-wrong-side");

        [OneTimeSetUp]
        public void Require()
        {
            GoldenVector.Require();
        }

        [TestCaseSource(nameof(OfStreams))]
        public void What_no_daemon_should_send_is_refused(GoldenVector vector)
        {
            var router = new StreamRouter(vector.Socket);
            if (vector.Socket == SocketKind.Face)
            {
                router.Add("face/k3v9/", new PictureInbox());
                router.Take(Find("stream_header-face-cutout").Message());
            }
            else
            {
                router.Add("motion/k3v9/", new MotionInbox(4));
                router.Take(Find("stream_header-motion").Message());
                router.Add("audio/k3v9/", new EchoInbox(1));
                router.Take(Find("stream_header-audio").Message());
            }
            ProtocolException? error = Assert.Throws<ProtocolException>(() => router.Take(vector.Message()));
            Assert.That(error!.Code, Is.EqualTo(vector.Content["error"]["code"].AsText()));
        }

        [TestCaseSource(nameof(OfRequests))]
        public void What_a_daemon_would_refuse_is_not_taken_for_a_message_here(GoldenVector vector)
        {
            try
            {
                MessageType type = MessageTypes.Read(vector.HeaderBytes, out HeaderMap map);
                Assert.That(
                    type == MessageType.Unknown || vector.Parts.Count != 1,
                    "read as " + type);
            }
            catch (ProtocolException error)
            {
                Assert.That(error.Code, Is.EqualTo(ErrorCodes.Malformed));
            }
        }

        private static IEnumerable<GoldenVector> Where(System.Func<GoldenVector, bool> isWanted)
        {
            foreach (GoldenVector vector in GoldenVector.All("malformed"))
            {
                if (isWanted(vector))
                {
                    yield return vector;
                }
            }
        }

        private static GoldenVector Find(string name)
        {
            foreach (GoldenVector vector in GoldenVector.All())
            {
                if (vector.Name == name)
                {
                    return vector;
                }
            }
            throw new AssertionException("there is no golden message " + name);
        }
    }
}
