#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Client;
using Mien.Core.Messages;
using Mien.Core.Rig;
using Mien.Tests;

namespace Mien.Headless
{
    /// <summary>
    /// Sends what a daemon sends in a session of pace `speak`, at the times at which it does: the face of a moment 200 ms
    /// before it is to be seen, its sound 110 ms before that; over a line that may be slow at times.
    /// </summary>
    /// <remarks>
    /// Both tell the time that they belong to: the jaw by how far it is open, the sound by its samples. So who hears and sees
    /// them knows how far apart they are.
    /// </remarks>
    internal sealed class SpeakingDaemon
    {
        internal const int JawPeriodMs = 4_000;
        internal const int RampSamples = 30_000;

        private const long FrameNs = 16_666_667;
        private const long PieceNs = 20_000_000;
        private const long LookAheadNs = 110_000_000;

        private static readonly int JawOpen = Expression.IndexOf("jawOpen");

        private readonly Queue<Parcel> _line = new Queue<Parcel>();
        private readonly Wire _wire;
        private readonly ManualClock _clock;
        private readonly Random _random = new Random(17);
        private readonly short[] _samples;
        private readonly int _rateHz;
        private long _beganNs;
        private long _nextFrame;
        private long _nextPieceNs;
        private long _lastArrivalNs;

        internal SpeakingDaemon(MienSession session, ManualClock clock)
        {
            _wire = new Wire(session);
            _clock = clock;
            _rateHz = session.Options.AudioRateHz;
            _samples = new short[_rateHz * PieceNs / 1_000_000_000];
            _beganNs = clock.NowNs;
        }

        /// <summary>When somebody speaks: from and until, nanoseconds of media time; in their order.</summary>
        internal List<(long From, long Until)> Speech { get; } = new List<(long From, long Until)>();

        /// <summary>How late something may arrive, seconds.</summary>
        internal double JitterS { get; set; }

        /// <summary>Seconds that the daemon's clock gains on ours each second.</summary>
        internal double Drift { get; set; }

        /// <summary>Whether it is gone.</summary>
        internal bool IsSilent { get; set; }

        /// <summary>Media time of what leaves now.</summary>
        internal long MediaNs => (long)((_clock.NowNs - _beganNs) * (1 + Drift));

        /// <summary>How far the jaw is open at a media time, 0..100.</summary>
        internal static float Jaw(long mediaNs)
        {
            return mediaNs / 1e6f % JawPeriodMs / JawPeriodMs * 100;
        }

        /// <summary>Lets somebody speak, from half a second on from now.</summary>
        internal void Speak(double seconds, double inSeconds = 0.5)
        {
            long from = MediaNs + (long)(inSeconds * 1e9);
            from -= from % PieceNs;
            Speech.Add((from, from + (long)(seconds * 1e9)));
        }

        /// <summary>Barge-in: what was to come is forgotten, the face goes to rest from where it was.</summary>
        internal long Interrupt()
        {
            Speech.Clear();
            _line.Clear();
            long timeNs = _nextFrame * FrameNs;
            _wire.Interrupt(timeNs);
            _beganNs = _clock.NowNs - timeNs;
            _nextPieceNs = Math.Max(_nextPieceNs, timeNs);
            return timeNs;
        }

        /// <summary>Hands over what has arrived by now.</summary>
        internal void Deliver()
        {
            while (!IsSilent && (_nextFrame * FrameNs <= MediaNs || _nextPieceNs <= MediaNs + LookAheadNs))
            {
                Dispatch();
            }
            while (_line.Count > 0 && _line.Peek().ArrivesNs <= _clock.NowNs)
            {
                Hand(_line.Dequeue());
            }
        }

        private void Dispatch()
        {
            bool isSoundNext = _nextPieceNs - LookAheadNs <= _nextFrame * FrameNs;
            long timeNs = isSoundNext ? _nextPieceNs : _nextFrame * FrameNs;
            long leftNs = _beganNs + (long)((timeNs - (isSoundNext ? LookAheadNs : 0)) / (1 + Drift));
            // One connection: nothing overtakes.
            long arrivesNs = leftNs + (long)(_random.NextDouble() * JitterS * 1e9);
            _lastArrivalNs = Math.Max(_lastArrivalNs, arrivesNs);
            _line.Enqueue(new Parcel(timeNs, isSoundNext, Math.Max(leftNs, 0), _lastArrivalNs));
            if (isSoundNext)
            {
                _nextPieceNs += PieceNs;
            }
            else
            {
                _nextFrame++;
            }
        }

        private void Hand(in Parcel parcel)
        {
            if (!parcel.IsSound)
            {
                float jaw = (float)(parcel.TimeNs % (JawPeriodMs * 1_000_000L) / (JawPeriodMs * 1e6));
                _wire.Send(parcel.TimeNs, parcel.LeftNs, Flags(parcel.TimeNs), JawOpen, jaw);
            }
            else if (IsSpeech(parcel.TimeNs))
            {
                long first = parcel.TimeNs * _rateHz / 1_000_000_000;
                for (int at = 0; at < _samples.Length; at++)
                {
                    _samples[at] = (short)(((first + at) % RampSamples) - (RampSamples / 2));
                }
                _wire.SendEcho(parcel.TimeNs, _samples);
            }
        }

        private bool IsSpeech(long timeNs)
        {
            foreach ((long from, long until) in Speech)
            {
                if (timeNs >= from && timeNs < until)
                {
                    return true;
                }
            }
            return false;
        }

        private FrameFlags Flags(long timeNs)
        {
            if (!IsSpeech(timeNs))
            {
                return FrameFlags.Idle;
            }
            return (IsSpeech(timeNs - FrameNs) ? FrameFlags.None : FrameFlags.First)
                | (IsSpeech(timeNs + FrameNs) ? FrameFlags.None : FrameFlags.Last);
        }

        private readonly struct Parcel
        {
            internal readonly long TimeNs;
            internal readonly bool IsSound;
            internal readonly long LeftNs;
            internal readonly long ArrivesNs;

            internal Parcel(long timeNs, bool isSound, long leftNs, long arrivesNs)
            {
                TimeNs = timeNs;
                IsSound = isSound;
                LeftNs = leftNs;
                ArrivesNs = arrivesNs;
            }
        }
    }
}
