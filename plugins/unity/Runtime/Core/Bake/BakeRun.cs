#nullable enable
using System;
using System.Threading;
using Mien.Core.Client;
using Mien.Core.Connection;
using Mien.Core.Messages;
using Mien.Core.Motion;
using Mien.Core.Transport;
using Mien.Core.Wire;

namespace Mien.Core.Bake
{
    /// <summary>One bake from beginning to end: sound goes in as there is room, motion comes out, nothing is lost.</summary>
    internal sealed class BakeRun
    {
        private const int FramesAhead = 6_000;
        private const int Attempts = 6;

        private readonly ClientOptions _options;
        private readonly SessionOptions _wishes;
        private readonly BakeAudioSource _audio;
        private readonly BakedMotion _motion;
        private readonly Action<float> _tell;
        private readonly MotionFrame _frame = new MotionFrame();
        private readonly WireMessage _message = new WireMessage();
        private readonly Backoff _backoff;
        private readonly long _expectedFrames;
        private string _serverId = "";
        private SessionName _session;
        private MotionPayload? _payload;
        private long _granted;
        private uint _crc32;
        private bool _isWhole;

        /// <summary>A bake that has not begun.</summary>
        /// <param name="options">Search for the daemon.</param>
        /// <param name="wishes">Rate, seed, audio rate and controls count.</param>
        /// <param name="samples">The recording: mono.</param>
        /// <param name="tell">Is told which share has come, 0..1.</param>
        /// <exception cref="MienException">A wish is out of its range.</exception>
        internal BakeRun(ClientOptions options, SessionOptions wishes, ReadOnlyMemory<short> samples, Action<float> tell)
        {
            wishes.Validate();
            _options = options;
            _wishes = wishes;
            _audio = new BakeAudioSource(samples);
            _tell = tell;
            _backoff = new Backoff(options.FirstRetryMs, options.LongestRetryMs);
            _expectedFrames = ((long)samples.Length * wishes.RateHz / wishes.AudioRateHz) + 2;
            _motion = new BakedMotion(wishes.RateHz, (int)_expectedFrames);
        }

        /// <summary>Bakes; where the connection breaks it is made again, and the bake goes on.</summary>
        /// <exception cref="MienException">It cannot be done, or was damaged on its way.</exception>
        /// <exception cref="OperationCanceledException">It was given up.</exception>
        internal BakedMotion Run(CancellationToken stop)
        {
            for (int attempt = 1; ; attempt++)
            {
                int before = _motion.Count;
                try
                {
                    Serve(stop);
                    return _motion;
                }
                catch (TransportException error) when (attempt < Attempts && !_session.IsEmpty)
                {
                    _options.Log?.Invoke("bake: " + error.Message + "; going on from frame " + _motion.Count);
                }
                if (_motion.Count > before)
                {
                    attempt = 0;
                    _backoff.Reset();
                }
                stop.WaitHandle.WaitOne(_backoff.Next());
                stop.ThrowIfCancellationRequested();
            }
        }

        private void Serve(CancellationToken stop)
        {
            ConnectionFile file = ConnectionFile.Read(_options.ConnectionFile);
            if (!_session.IsEmpty && file.ServerId != _serverId)
            {
                throw new MienException("the daemon was restarted, and the bake is gone: bake again");
            }
            _serverId = file.ServerId;
            using var connection = new BakeConnection(_options, file.Address(SocketKind.Bake), stop);
            Open(connection, file.Token);
            while (!_isWhole)
            {
                stop.ThrowIfCancellationRequested();
                if (_payload != null)
                {
                    PushAudio(connection);
                    Grant(connection);
                }
                if (connection.Receive(_message))
                {
                    Take(connection);
                }
            }
            connection.Send(new BakeClose(_session));
        }

        private void Open(BakeConnection connection, string token)
        {
            ProtocolVersion spoken = ProtocolVersion.Spoken;
            if (_session.IsEmpty)
            {
                connection.Send(new BakeOpen(connection.NextId(), spoken, token, _wishes));
            }
            else
            {
                _payload = null;
                connection.Send(new BakeResume(connection.NextId(), spoken, token, _session, _motion.Count));
            }
        }

        private void PushAudio(BakeConnection connection)
        {
            while (_audio.TryTake(out ReadOnlySpan<byte> payload, out long seq, out bool isLast))
            {
                connection.Send(new BakeAudio(_session, seq, isLast), payload);
            }
        }

        private void Grant(BakeConnection connection)
        {
            long room = FramesAhead - (_granted - _motion.Count);
            if (room >= FramesAhead / 2)
            {
                _granted += room;
                connection.Send(new BakeCredit(_session, room));
            }
        }

        private void Take(BakeConnection connection)
        {
            MessageType type = MessageTypes.Read(_message[0], out HeaderMap map);
            if ((type == MessageType.BakeChunk) != (_message.Count == 2))
            {
                throw ProtocolException.Malformed("bake", "a payload of chunks, and of nothing else", type.ToString());
            }
            switch (type)
            {
                case MessageType.BakeOpened:
                    Begin(new BakeOpened(map));
                    break;
                case MessageType.AudioProgress:
                    var progress = new AudioProgress(map);
                    _audio.Progress(progress.Accepted, progress.Credit);
                    break;
                case MessageType.BakeChunk:
                    Keep(new BakeChunk(map), _message[1]);
                    break;
                case MessageType.BakeEnd:
                    Finish(new BakeEnd(map));
                    break;
                case MessageType.Error:
                    throw new ErrorReply(map).ToException();
                case MessageType.SessionEnded:
                    var ended = new SessionEnded(map);
                    throw new ProtocolException(ended.Code, "the daemon ended the bake", ended.Message);
            }
        }

        private void Begin(BakeOpened opened)
        {
            _payload = new MotionPayload(opened.Layout);
            if (_session.IsEmpty)
            {
                _session = opened.Session;
                _audio.Grant(opened.AudioCredit);
            }
            else
            {
                _audio.Reconnected();
            }
            _granted = _motion.Count;
        }

        private void Keep(in BakeChunk chunk, ReadOnlySpan<byte> payload)
        {
            if (_payload is null || chunk.FirstFrame < _motion.Count)
            {
                // Of before a resume.
                return;
            }
            if (chunk.FirstFrame > _motion.Count)
            {
                throw new TransportException("frames are missing from " + _motion.Count + " on");
            }
            if (payload.Length != (long)chunk.Count * _payload.FrameBytes || chunk.Count > _granted - _motion.Count)
            {
                throw ProtocolException.Malformed(
                    "bake_chunk.payload", "the frames it counts, as far as granted", payload.Length + " bytes");
            }
            for (int at = 0; at < chunk.Count; at++)
            {
                _payload.Read(payload.Slice(at * _payload.FrameBytes, _payload.FrameBytes), _frame);
                _motion.Add(_frame);
            }
            _crc32 = Crc32.Of(payload, _crc32);
            _tell(Math.Min(1f, _motion.Count / (float)_expectedFrames));
        }

        private void Finish(in BakeEnd end)
        {
            if (end.Frames > _motion.Count)
            {
                throw new TransportException("frames are missing from " + _motion.Count + " on");
            }
            if (end.Frames != _motion.Count || end.Crc32 != _crc32)
            {
                throw new MienException(
                    "the bake was damaged: expected " + end.Frames + " frames of CRC " + end.Crc32.ToString("x8")
                    + ", got " + _motion.Count + " of " + _crc32.ToString("x8") + "; bake again");
            }
            _isWhole = true;
            _tell(1);
        }
    }
}
