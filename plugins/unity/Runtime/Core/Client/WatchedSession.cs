#nullable enable
using System;
using Mien.Core.Streams;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>The streams of a session that somebody else has opened; made by <see cref="MienClient.Watch"/>.</summary>
    public sealed class WatchedSession : IDisposable
    {
        private readonly SessionStreams _streams;

        internal WatchedSession(MienClient client, SessionName name)
        {
            Name = name;
            _streams = new SessionStreams(client);
            _streams.Subscribe(
                new Topic(StreamKind.Motion, name).ToString(),
                new Topic(StreamKind.Face, name).ToString(),
                new Topic(StreamKind.Audio, name).ToString());
        }

        /// <summary>Its name at the daemon.</summary>
        public SessionName Name { get; }

        /// <summary>Its motion.</summary>
        public MotionInbox Motion => _streams.Motion;

        /// <summary>Its pictures, if whoever opened it asked for some.</summary>
        public PictureInbox Pictures => _streams.Pictures;

        /// <summary>Its audio, if whoever opened it asked for it to be echoed.</summary>
        public EchoInbox Echo => _streams.Echo;

        /// <summary>Follows it no more.</summary>
        public void Dispose()
        {
            _streams.Unsubscribe();
        }
    }
}
