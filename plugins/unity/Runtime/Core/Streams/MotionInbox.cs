#nullable enable
using System;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Wire;

namespace Mien.Core.Streams
{
    /// <summary>
    /// The motion of a session: filled by the thread that receives, emptied by the engine's. Who empties it too seldom
    /// loses the oldest frames.
    /// </summary>
    public sealed class MotionInbox : IStreamInbox
    {
        private readonly object _gate = new object();
        private readonly MotionFrame[] _frames;
        private readonly MotionFrame _incoming = new MotionFrame();
        private EpochGate _epochs;
        private MotionPayload? _payload;
        private MotionStreamHeader? _header;
        private int _first;
        private int _count;
        private long _overflown;

        /// <summary>An empty inbox.</summary>
        /// <param name="capacity">How many frames it holds.</param>
        internal MotionInbox(int capacity)
        {
            _frames = new MotionFrame[capacity];
            for (int at = 0; at < capacity; at++)
            {
                _frames[at] = new MotionFrame();
            }
        }

        /// <summary>Header of the stream; null before it arrives.</summary>
        public MotionStreamHeader? Header
        {
            get
            {
                lock (_gate)
                {
                    return _header;
                }
            }
        }

        /// <summary>The newest epoch seen.</summary>
        public uint Epoch
        {
            get
            {
                lock (_gate)
                {
                    return _epochs.Epoch;
                }
            }
        }

        /// <summary>Frames that did not come, or that nobody read in time.</summary>
        public long Lost
        {
            get
            {
                lock (_gate)
                {
                    return _epochs.Lost + _overflown;
                }
            }
        }

        /// <summary>Frames dropped because their epoch was over.</summary>
        public long Stale
        {
            get
            {
                lock (_gate)
                {
                    return _epochs.Stale;
                }
            }
        }

        /// <summary>Takes the oldest frame out.</summary>
        /// <param name="into">Takes the frame.</param>
        /// <returns>Whether there was one.</returns>
        public bool TryRead(MotionFrame into)
        {
            lock (_gate)
            {
                if (_count == 0)
                {
                    return false;
                }
                into.CopyFrom(_frames[_first]);
                Forget();
                return true;
            }
        }

        void IStreamInbox.TakeHeader(in HeaderMap header)
        {
            var read = new MotionStreamHeader(header);
            var payload = new MotionPayload(read.Layout);
            lock (_gate)
            {
                _header = read;
                _payload = payload;
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
            lock (_gate)
            {
                // A daemon sends the stream's header first; without it the bytes mean nothing.
                if (!_epochs.Admits(header.Epoch, header.Seq) || _payload is null)
                {
                    return;
                }
                Begin(header.Epoch);
                _payload.Read(payload, _incoming);
                _incoming.Header = header;
                if (_count == _frames.Length)
                {
                    Forget();
                    _overflown++;
                }
                _frames[(_first + _count) % _frames.Length].CopyFrom(_incoming);
                _count++;
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
            if (!_epochs.Begin(epoch))
            {
                return;
            }
            while (_count > 0 && _frames[_first].Header.Epoch < epoch)
            {
                Forget();
            }
        }

        private void Forget()
        {
            _first = (_first + 1) % _frames.Length;
            _count--;
        }
    }
}
