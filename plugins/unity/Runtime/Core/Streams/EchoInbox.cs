#nullable enable
using System;
using System.Runtime.InteropServices;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Streams
{
    /// <summary>
    /// The echoed audio of a session along its media time: sample <c>k</c> is heard at <c>k / rate</c> seconds of it,
    /// where nothing was said there is silence. Written by the thread that receives, read by the engine's audio thread.
    /// </summary>
    public sealed class EchoInbox : IStreamInbox
    {
        private const long NsPerSecond = 1_000_000_000;
        private const float FullScale = 32_768f;

        private readonly object _gate = new object();
        private readonly int _seconds;
        private EpochGate _epochs;
        private AudioStreamHeader? _header;
        private short[] _ring = Array.Empty<short>();
        private long _start;
        private long _end;
        private long _onset;
        private bool _isCutDue;

        /// <summary>An empty inbox.</summary>
        /// <param name="seconds">How much it holds.</param>
        internal EchoInbox(int seconds)
        {
            _seconds = seconds;
        }

        /// <summary>Header of the stream; null before it arrives.</summary>
        public AudioStreamHeader? Header
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

        /// <summary>Pieces that did not come.</summary>
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

        /// <summary>Position, in samples of media time, after the last sample that has come.</summary>
        public long End
        {
            get
            {
                lock (_gate)
                {
                    return _end;
                }
            }
        }

        /// <summary>
        /// Position, in samples of media time, at which the sound that came last began, after a silence or at first.
        /// </summary>
        public long Onset
        {
            get
            {
                lock (_gate)
                {
                    return _onset;
                }
            }
        }

        /// <summary>Reads samples, -1..1, from a position of media time on.</summary>
        /// <param name="position">Of the first, in samples; may lie before or after what has come.</param>
        /// <param name="into">Takes them; silence where there are none.</param>
        /// <returns>How many of them, at the end of which nothing more has come, lie before <see cref="End"/>.</returns>
        public int Read(long position, Span<float> into)
        {
            lock (_gate)
            {
                long from = Math.Max(position, _start);
                long to = Math.Min(position + into.Length, _end);
                into.Clear();
                for (long at = from; at < to; at++)
                {
                    into[(int)(at - position)] = _ring[at % _ring.Length] / FullScale;
                }
                return (int)Math.Max(0, Math.Min(into.Length, _end - position));
            }
        }

        void IStreamInbox.TakeHeader(in HeaderMap header)
        {
            var read = new AudioStreamHeader(header);
            if (read.RateHz > 192_000)
            {
                throw header.Wrong("rate_hz", "at most 192000 samples a second", read.RateHz.ToString());
            }
            lock (_gate)
            {
                _header = read;
                _isCutDue |= _epochs.Begin(read.Epoch);
                if (_ring.Length != _seconds * read.RateHz)
                {
                    _ring = new short[_seconds * read.RateHz];
                    _start = _end = 0;
                }
            }
        }

        void IStreamInbox.TakeKeepalive(in Keepalive keepalive)
        {
            lock (_gate)
            {
                _isCutDue |= _epochs.Begin(keepalive.Epoch);
                _epochs.Expect(keepalive.NextSeq);
            }
        }

        void IStreamInbox.TakeFrame(in FrameHeader header, ReadOnlySpan<byte> payload)
        {
            if (payload.Length % 2 != 0)
            {
                throw ProtocolException.Malformed("audio", "samples of 2 bytes", payload.Length + " bytes");
            }
            if (header.TimeNs < 0)
            {
                throw ProtocolException.Malformed("audio", "a media time of 0 or more", header.TimeNs.ToString());
            }
            lock (_gate)
            {
                if (!_epochs.Admits(header.Epoch, header.Seq) || _header is null)
                {
                    return;
                }
                long position = PositionOf(header.TimeNs);
                if (_epochs.Begin(header.Epoch) || _isCutDue)
                {
                    Cut(position);
                }
                Write(position, MemoryMarshal.Cast<byte, short>(payload));
            }
        }

        void IStreamInbox.BeginEpoch(uint epoch, long timeNs)
        {
            lock (_gate)
            {
                if (_epochs.Begin(epoch) && _header != null)
                {
                    Cut(PositionOf(Math.Max(0, timeNs)));
                }
            }
        }

        private long PositionOf(long timeNs)
        {
            long rateHz = _header!.RateHz;
            long seconds = Math.DivRem(timeNs, NsPerSecond, out long restNs);
            // The daemon has rounded down to whole nanoseconds.
            return (seconds * rateHz) + (((restNs * rateHz) + (NsPerSecond / 2)) / NsPerSecond);
        }

        /// <summary>Takes back what is from a position on: it was interrupted.</summary>
        private void Cut(long position)
        {
            _end = Math.Min(_end, position);
            _start = Math.Min(_start, _end);
            _isCutDue = false;
        }

        private void Write(long position, ReadOnlySpan<short> samples)
        {
            bool isFarAhead = position > _end + _ring.Length || position < _start;
            if (isFarAhead || _end == _start)
            {
                _start = _end = _onset = position;
            }
            _onset = position > _end ? position : _onset;
            for (; _end < position; _end++)
            {
                _ring[_end % _ring.Length] = 0;
            }
            for (int at = 0; at < samples.Length; at++)
            {
                _ring[(position + at) % _ring.Length] = samples[at];
            }
            _end = Math.Max(_end, position + samples.Length);
            _start = Math.Max(_start, _end - _ring.Length);
        }
    }
}
