#nullable enable
using System;
using System.Collections.Generic;

namespace Mien.Core.Client
{
    /// <summary>
    /// Audio on its way to the daemon: it waits for the room that the daemon grants, and is kept until the daemon has it, so
    /// that what a broken connection lost can be sent again. Positions count samples since the session began.
    /// </summary>
    internal sealed class AudioOutbox
    {
        /// <summary>Samples that may wait: ten minutes at 48 kHz.</summary>
        internal const int MostWaiting = 10 * 60 * 48_000;

        /// <summary>Samples of one message: small, so that a cancel is not behind a megabyte.</summary>
        private const int PieceSamples = 9_600;

        private const int Tries = 3;

        // From _accepted to _appended.
        private readonly SampleRing _samples = new SampleRing();
        private readonly Queue<Piece> _onTheWay = new Queue<Piece>();
        private readonly List<AudioMark> _marks = new List<AudioMark>();
        private AudioFlow _flow;
        private long _accepted;
        private long _sent;
        private long _appended;
        private long _voidUntil;
        private long _credit;
        private long _seq;
        private long _resumedAt;
        private int _inVain;

        /// <summary>Samples that wait to be sent.</summary>
        internal int Waiting => (int)(_appended - _sent);

        /// <summary>Takes more audio.</summary>
        /// <exception cref="MienException">More waits already than a daemon will ever take.</exception>
        internal void Append(ReadOnlySpan<short> samples)
        {
            if (samples.Length > MostWaiting - Waiting)
            {
                throw new MienException(
                    "expected at most ten minutes of audio to wait for the daemon, got more: push as it is spoken");
            }
            _samples.Append(samples);
            _appended += samples.Length;
        }

        /// <summary>Takes a request that belongs after what was appended.</summary>
        internal void Mark(AudioMark mark)
        {
            _marks.RemoveAll(each => each.Answer.IsDone);
            mark.At = _appended;
            _marks.Add(mark);
        }

        /// <summary>Learns how many samples may be sent in all.</summary>
        internal void Grant(long credit)
        {
            _credit = credit;
        }

        /// <summary>Learns how far the daemon got, and how many samples may be sent in all.</summary>
        internal void Progress(long accepted, long credit)
        {
            _credit = credit;
            while (_onTheWay.Count > 0 && _onTheWay.Peek().End <= accepted)
            {
                _onTheWay.Dequeue();
            }
            Release(Math.Min(accepted, _sent));
            if (_flow == AudioFlow.Listening)
            {
                _flow = AudioFlow.Flowing;
                Rewind();
            }
        }

        /// <summary>Learns that the next progress tells how far the daemon got.</summary>
        internal void Reconnected()
        {
            _flow = AudioFlow.Listening;
        }

        /// <summary>
        /// Learns that something did not arrive; whether the daemon is to be asked how far it got. Not while that is under
        /// way, nor if the last answers have not helped: then it does not count as we do.
        /// </summary>
        internal bool MissedSomething(out bool isHopeless)
        {
            isHopeless = _flow == AudioFlow.Flowing && _inVain >= Tries;
            if (_flow != AudioFlow.Flowing || isHopeless)
            {
                return false;
            }
            _flow = AudioFlow.Asking;
            return true;
        }

        /// <summary>The next piece that may be sent, and its number; it counts as sent.</summary>
        /// <param name="most">Samples of a piece that the daemon takes.</param>
        /// <param name="piece">The samples; until the next change.</param>
        /// <param name="seq">Its number.</param>
        internal bool TryTakePiece(int most, out ReadOnlySpan<short> piece, out long seq)
        {
            long until = NextMark() is AudioMark mark ? mark.At : _appended;
            long count = Math.Min(Math.Min(until, _credit) - _sent, Math.Min(most, PieceSamples));
            seq = _seq;
            piece = default;
            if (_flow != AudioFlow.Flowing || count <= 0)
            {
                return false;
            }
            piece = _samples.Peek((int)(_sent - _accepted), (int)count);
            _sent += piece.Length;
            _onTheWay.Enqueue(new Piece(_sent, _seq));
            _seq++;
            return true;
        }

        /// <summary>The next request whose place has come, and the number of the next piece; it counts as sent.</summary>
        internal bool TryTakeMark(out AudioMark mark, out long seq)
        {
            seq = _seq;
            mark = NextMark()!;
            if (_flow != AudioFlow.Flowing || mark is null || mark.At > _sent)
            {
                return false;
            }
            mark.IsSent = true;
            return true;
        }

        /// <summary>Forgets what waits, and does not send again what is on its way: it was interrupted.</summary>
        internal void Interrupt(MienException why)
        {
            _samples.RemoveLast(Waiting);
            _appended = _sent;
            _voidUntil = _sent;
            foreach (AudioMark mark in _marks)
            {
                if (!mark.IsSent)
                {
                    mark.Answer.Fail(why);
                }
            }
            _marks.RemoveAll(mark => mark.Answer.IsDone);
        }

        /// <summary>Forgets everything: there is nobody any more to send it to.</summary>
        internal void Abandon(MienException why)
        {
            Interrupt(why);
            foreach (AudioMark mark in _marks)
            {
                mark.Answer.Fail(why);
            }
            _marks.Clear();
        }

        private AudioMark? NextMark()
        {
            foreach (AudioMark mark in _marks)
            {
                if (!mark.IsSent && !mark.Answer.IsDone)
                {
                    return mark;
                }
            }
            return null;
        }

        private void Release(long accepted)
        {
            if (accepted > _accepted)
            {
                _samples.RemoveFirst((int)(accepted - _accepted));
                _accepted = accepted;
            }
        }

        /// <summary>Goes back to where the daemon is: what it has not got is sent again, under the numbers it had.</summary>
        private void Rewind()
        {
            _seq = _onTheWay.Count > 0 ? _onTheWay.Peek().Seq : _seq;
            _onTheWay.Clear();
            _inVain = _accepted == _resumedAt ? _inVain + 1 : 0;
            _resumedAt = _accepted;
            _sent = _accepted;
            long skipped = Math.Max(0, _voidUntil - _accepted);
            _samples.RemoveFirst((int)skipped);
            _appended -= skipped;
            _voidUntil = 0;
            foreach (AudioMark mark in _marks)
            {
                // Of one that is before the daemon's place it has heard; one that is at it may have got lost.
                mark.IsSent &= !mark.IsRepeated || mark.At < _accepted;
                mark.At = Math.Max(_accepted, mark.At - skipped);
            }
        }

        private readonly struct Piece
        {
            internal readonly long End;
            internal readonly long Seq;

            internal Piece(long end, long seq)
            {
                End = end;
                Seq = seq;
            }
        }
    }
}
