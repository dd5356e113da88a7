#nullable enable
using Mien.Core.Streams;

namespace Mien.Core.Client
{
    /// <summary>Streams of a session, whoever opened it, and their subscriptions.</summary>
    internal sealed class SessionStreams
    {
        private readonly MienClient _client;
        private string? _motionTopic;
        private string? _faceTopic;
        private string? _audioTopic;

        internal SessionStreams(MienClient client)
        {
            _client = client;
            Motion = new MotionInbox(client.Options.MotionFrames);
            Echo = new EchoInbox(client.Options.EchoSeconds);
        }

        internal MotionInbox Motion { get; }

        internal PictureInbox Pictures { get; } = new PictureInbox();

        internal EchoInbox Echo { get; }

        /// <summary>Asks for the streams; null for those that there are not.</summary>
        internal void Subscribe(string motion, string? face, string? audio)
        {
            _motionTopic = motion;
            _faceTopic = face;
            _audioTopic = audio;
            _client.Subscribe(motion, Motion);
            _client.Subscribe(face, Pictures, isPictures: true);
            _client.Subscribe(audio, Echo);
        }

        /// <summary>Asks for them no more.</summary>
        internal void Unsubscribe()
        {
            _client.Unsubscribe(_motionTopic, Motion);
            _client.Unsubscribe(_faceTopic, Pictures, isPictures: true);
            _client.Unsubscribe(_audioTopic, Echo);
        }

        /// <summary>Drops what belongs to older epochs.</summary>
        internal void BeginEpoch(uint epoch, long timeNs)
        {
            ((IStreamInbox)Motion).BeginEpoch(epoch, timeNs);
            ((IStreamInbox)Pictures).BeginEpoch(epoch, timeNs);
            ((IStreamInbox)Echo).BeginEpoch(epoch, timeNs);
        }
    }
}
