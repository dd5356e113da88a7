#nullable enable
using System;
using Mien.Core.Streams;

namespace Mien
{
    /// <summary>
    /// Plays a session's echo, block by block as the mixer asks, and knows which of it is heard: what was mixed takes its
    /// time to the loudspeaker. The mixer's thread fills, the main thread asks; allocates nothing once it runs.
    /// </summary>
    internal sealed class VoicePlayback : IPlayout
    {
        private const double NsPerSecond = 1e9;

        /// <summary>Sound that must be there before playing goes on that had to wait for it.</summary>
        private const double ResumeS = 0.04;

        /// <summary>
        /// If the mixer has not asked for so long, it asks no more: as for a source that is too far away to be heard, or that
        /// was stopped. Time passes without it.
        /// </summary>
        private const long NoMixerNs = 1_000_000_000;

        /// <summary>Longest time that a frame of the game counts: while it stood still, so may the mixer.</summary>
        private const long LongestFrameNs = 100_000_000;

        /// <summary>In a film whose sound is not captured, the mixer goes on by itself; so long it takes to tell, seconds.</summary>
        private const double JudgedS = 1;

        private const double JudgedSlackS = 0.1;

        private readonly object _gate = new object();
        private readonly MixClock _clock = new MixClock();
        private readonly PlayedBlocks _blocks = new PlayedBlocks();
        private readonly SilentPlayout _noMixer = new SilentPlayout();
        private readonly EchoReader _reader = new EchoReader();
        private Loudness _loudness;
        private EchoInbox? _echo;
        private float[] _mono = new float[1024];
        private int _echoRateHz;
        private long _mixed;
        private double _position;
        private bool _isPlaced;
        private bool _isFollowing;
        private bool _isSpeaking;
        private bool _isStalled;
        private bool _isHushed;
        private long _onset;
        private long _fromNs;
        private long _latencyNs;
        private long _blockNs;
        private long _scheduleNs;
        private long _askedNs;
        private long _idleNs;
        private FrameTime _frame;
        private FrameTime _judged;
        private long _judgedMixed;
        private int _rateHz;
        private bool _isMixerFree;

        /// <summary>Sound that a frame of motion waits for, which is therefore there before it; nanoseconds.</summary>
        internal long LookAheadNs { get; set; }

        /// <summary>From mixing to hearing, nanoseconds.</summary>
        internal long LatencyNs
        {
            get
            {
                lock (_gate)
                {
                    return _latencyNs;
                }
            }

            set
            {
                lock (_gate)
                {
                    _latencyNs = value;
                }
            }
        }

        /// <summary>True if the mixer is paused on purpose: then everything waits for it.</summary>
        internal bool IsPaused { get; set; }

        /// <summary>Times that playing had to wait for sound.</summary>
        internal long Stalls { get; private set; }

        /// <summary>Plays another echo, or none.</summary>
        internal void Bind(EchoInbox? echo)
        {
            lock (_gate)
            {
                _echo = echo;
                _onset = -1;
                _blocks.Clear();
                _idleNs = 0;
                Restart(long.MinValue);
            }
        }

        /// <summary>Is silent from now on, until the session begins anew.</summary>
        internal void Hush()
        {
            lock (_gate)
            {
                _isHushed = true;
            }
        }

        /// <summary>Is heard again, without beginning anew.</summary>
        internal void Unhush()
        {
            lock (_gate)
            {
                _isHushed = false;
            }
        }

        private bool IsFilm => _frame.IsCaptured && !_isMixerFree;

        /// <inheritdoc/>
        public void Begin(in FrameTime frame)
        {
            lock (_gate)
            {
                if (frame.IsCaptured != _frame.IsCaptured)
                {
                    _isMixerFree = false;
                    _judged = frame;
                    _judgedMixed = _mixed;
                }
                _frame = frame;
                _noMixer.Begin(frame);
                Judge();
            }
        }

        /// <inheritdoc/>
        public void Follow(long offsetNs, long bufferNs, bool isSpeaking)
        {
            lock (_gate)
            {
                // Motion has to be there when it is heard, sound when it is mixed, and a block's worth of it.
                long delayNs = Math.Max(bufferNs, bufferNs + _latencyNs + _blockNs - LookAheadNs);
                _scheduleNs = offsetNs + delayNs;
                _isSpeaking = isSpeaking;
                _isFollowing = true;
                _noMixer.Follow(offsetNs, delayNs, isSpeaking);
            }
        }

        /// <inheritdoc/>
        public void Restart(long fromNs)
        {
            lock (_gate)
            {
                _fromNs = fromNs;
                _isPlaced = false;
                _isFollowing = false;
                _isStalled = false;
                _isHushed = false;
                _noMixer.Restart(fromNs);
            }
        }

        /// <inheritdoc/>
        public bool TryHeard(long nowNs, out long mediaNs)
        {
            lock (_gate)
            {
                mediaNs = 0;
                if (IsMixerGone(nowNs) || (_frame.IsCaptured && _isMixerFree))
                {
                    return _noMixer.TryHeard(nowNs, out mediaNs);
                }
                double sample = _clock.At(IsFilm ? _frame.GameNs : nowNs) - _clock.Samples(_latencyNs);
                if (_blocks.TryFind(sample, out double media))
                {
                    mediaNs = (long)(media * NsPerSecond / _echoRateHz);
                    return true;
                }
                return false;
            }
        }

        /// <summary>Turns a block of the mixer into sound; on its thread.</summary>
        /// <param name="data">The block: how loud each channel is to be, which it is multiplied with.</param>
        /// <param name="channels">How many channels lie side by side in it.</param>
        /// <param name="rateHz">Samples a second.</param>
        /// <param name="nowNs">Time on the client's clock.</param>
        internal void Fill(float[] data, int channels, int rateHz, long nowNs)
        {
            lock (_gate)
            {
                int frames = data.Length / channels;
                if (_idleNs > NoMixerNs)
                {
                    // Where it stood when it stopped is stale.
                    _isPlaced = false;
                    _blocks.Clear();
                }
                _idleNs = 0;
                _blockNs = (long)(frames * NsPerSecond / rateHz);
                _rateHz = rateHz;
                _clock.OnBlock(_mixed, frames, rateHz, IsFilm ? _frame.GameNs : nowNs);
                if (_mono.Length < frames)
                {
                    _mono = new float[frames];
                }
                var block = new Span<float>(_mono, 0, frames);
                Play(block, rateHz);
                _mixed += frames;
                _loudness.Apply(block, !_isHushed, rateHz);
                for (int at = 0; at < data.Length; at++)
                {
                    data[at] *= block[at / channels];
                }
            }
        }

        private bool IsMixerGone(long nowNs)
        {
            long passedNs = IsPaused ? 0 : Math.Max(0, Math.Min(nowNs - _askedNs, LongestFrameNs));
            _askedNs = nowNs;
            _idleNs += passedNs;
            return _idleNs > NoMixerNs;
        }

        /// <summary>Finds out whether the mixer goes as the film does, or as the world.</summary>
        private void Judge()
        {
            double gameS = (_frame.GameNs - _judged.GameNs) / NsPerSecond;
            if (!_frame.IsCaptured || gameS < JudgedS || _rateHz == 0)
            {
                return;
            }
            double worldS = (_frame.WorldNs - _judged.WorldNs) / NsPerSecond;
            double mixedS = (_mixed - _judgedMixed) / (double)_rateHz;
            _isMixerFree = Math.Abs(mixedS - worldS) + JudgedSlackS < Math.Abs(mixedS - gameS);
            _judged = _frame;
            _judgedMixed = _mixed;
        }

        private void Play(Span<float> block, int rateHz)
        {
            if (_echo?.Header is null || !_isFollowing)
            {
                block.Clear();
                return;
            }
            _echoRateHz = (int)_echo.Header.RateHz;
            double step = Steer() * _echoRateHz / rateHz;
            int count = Ready(block.Length, step);
            _reader.Read(_echo, _position, step, block.Slice(0, count));
            block.Slice(count).Clear();
            block.Slice(0, Interrupted(count, step)).Clear();
            _blocks.Add(_mixed, _position, step);
            _position += count * step;
            if (count < block.Length)
            {
                _blocks.Add(_mixed + count, _position, 0);
            }
        }

        /// <summary>Number of samples of a block from before the session was interrupted.</summary>
        private int Interrupted(int samples, double step)
        {
            double before = (_fromNs / NsPerSecond * _echoRateHz) - _position;
            return (int)Math.Max(0, Math.Min(samples, Math.Ceiling(before / step)));
        }

        /// <summary>Sees to it that the position is where the schedule wants it; how fast to play.</summary>
        private double Steer()
        {
            double heardNs = _clock.TimeOf(_mixed) + _latencyNs;
            double wanted = (heardNs + (IsFilm ? _frame.LagNs : 0) - _scheduleNs) * _echoRateHz / NsPerSecond;
            double behindS = (wanted - _position) / _echoRateHz;
            bool isAudible = _isSpeaking || _position < _echo!.End;
            if (!_isPlaced || PlayoutPace.IsJump(behindS, isAudible, IsFilm))
            {
                _position = Math.Floor(wanted);
                _isPlaced = true;
                behindS = 0;
            }
            if (_onset != _echo!.Onset)
            {
                // Sound that began before the place where it was expected is played from its beginning, late.
                _onset = _echo.Onset;
                // In a film, silence before it that is late need not be waited for.
                _position = IsFilm && wanted > _onset ? _onset : Math.Min(_position, _onset);
            }
            double pace = PlayoutPace.Of(behindS, isAudible, IsFilm);
            // A whole position reads samples as they are.
            _position = pace == 1 ? Math.Round(_position) : _position;
            return pace;
        }

        /// <summary>Number of samples of a block that can be played: all, unless speech is still to come.</summary>
        private int Ready(int samples, double step)
        {
            if (!_isSpeaking)
            {
                _isStalled = false;
                return samples;
            }
            double there = _echo!.End - _position;
            if (_isStalled && there < ResumeS * _echoRateHz)
            {
                return 0;
            }
            // Only a wait that was followed by sound was one: at the end of speech it is silence like any other.
            Stalls += _isStalled ? 1 : 0;
            int count = (int)Math.Max(0, Math.Min(samples, Math.Floor(there / step)));
            _isStalled = count < samples;
            return count;
        }
    }
}
