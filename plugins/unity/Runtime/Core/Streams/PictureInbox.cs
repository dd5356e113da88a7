#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Streams
{
    /// <summary>
    /// The newest picture of a session, in three buffers: one is being written, one is ready, one is being shown. Neither
    /// side waits for the other.
    /// </summary>
    public sealed class PictureInbox : IStreamInbox
    {
        private readonly object _gate = new object();
        private EpochGate _epochs;
        private FaceStreamHeader? _header;
        private Picture _incoming = new Picture();
        private Picture _ready = new Picture();
        private Picture _shown = new Picture();
        private bool _isFresh;
        private long _skipped;

        internal PictureInbox()
        {
        }

        /// <summary>Header of the stream; null before it arrives.</summary>
        public FaceStreamHeader? Header
        {
            get
            {
                lock (_gate)
                {
                    return _header;
                }
            }
        }

        /// <summary>Pictures that did not come.</summary>
        public long Lost
        {
            get
            {
                lock (_gate)
                {
                    return _epochs.Lost;
                }
            }
        }

        /// <summary>Pictures that came and were followed by a newer one before anybody asked.</summary>
        public long Skipped
        {
            get
            {
                lock (_gate)
                {
                    return _skipped;
                }
            }
        }

        /// <summary>The newest picture, if there is one that was not taken before; it holds until the next call.</summary>
        public bool TryTake(out Picture picture)
        {
            lock (_gate)
            {
                picture = _shown;
                if (!_isFresh)
                {
                    return false;
                }
                _isFresh = false;
                picture = _ready;
                _ready = _shown;
                _shown = picture;
                return true;
            }
        }

        void IStreamInbox.TakeHeader(in HeaderMap header)
        {
            var read = new FaceStreamHeader(header);
            lock (_gate)
            {
                _header = read;
                Begin(read.Epoch);
            }
        }

        void IStreamInbox.TakeKeepalive(in Keepalive keepalive)
        {
            lock (_gate)
            {
                Begin(keepalive.Epoch);
                _epochs.Expect(keepalive.NextSeq);
            }
        }

        void IStreamInbox.TakeFrame(in FrameHeader header, ReadOnlySpan<byte> payload)
        {
            FaceStreamHeader? stream;
            lock (_gate)
            {
                stream = _header;
                if (!_epochs.Admits(header.Epoch, header.Seq) || stream is null)
                {
                    return;
                }
                Begin(header.Epoch);
            }
            // Outside the lock: a picture may have a megabyte, and only this thread touches the one that is written.
            _incoming.Fill(stream, header, payload);
            lock (_gate)
            {
                if (header.Epoch < _epochs.Epoch)
                {
                    return;
                }
                _skipped += _isFresh ? 1 : 0;
                Picture former = _ready;
                _ready = _incoming;
                _incoming = former;
                _isFresh = true;
            }
        }

        void IStreamInbox.BeginEpoch(uint epoch, long timeNs)
        {
            lock (_gate)
            {
                Begin(epoch);
            }
        }

        private void Begin(uint epoch)
        {
            if (_epochs.Begin(epoch) && _isFresh && _ready.Header.Epoch < epoch)
            {
                _isFresh = false;
            }
        }
    }
}
