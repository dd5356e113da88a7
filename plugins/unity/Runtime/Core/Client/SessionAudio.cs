#nullable enable
using System;
using System.Runtime.InteropServices;
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>The audio of a session, and what has its place among it, on the way to the daemon; guarded by the session.</summary>
    internal sealed class SessionAudio
    {
        private readonly MienClient _client;
        private readonly AudioOutbox _outbox = new AudioOutbox();
        private SessionName _session;

        internal SessionAudio(MienClient client)
        {
            _client = client;
        }

        /// <summary>Samples that wait until the daemon has room for them.</summary>
        internal int Waiting => _outbox.Waiting;

        /// <summary>Limits of the daemon.</summary>
        internal Limits Limits => _client.Welcome?.Limits ?? Limits.Default;

        /// <summary>The session is open: what has waited may go.</summary>
        internal void Begin(Opened opened)
        {
            _session = opened.Session;
            _outbox.Grant(opened.AudioCredit);
            Send();
        }

        /// <summary>Takes more audio.</summary>
        /// <exception cref="MienException">Ten minutes wait already.</exception>
        internal void Push(ReadOnlySpan<short> samples)
        {
            _outbox.Append(samples);
            Send();
        }

        /// <summary>Takes a request that belongs after what was pushed.</summary>
        internal void Mark(AudioMark mark)
        {
            _outbox.Mark(mark);
            Send();
        }

        /// <summary>Learns how far the audio got, and how far it may go.</summary>
        internal void Progress(in AudioProgress progress)
        {
            _outbox.Progress(progress.Accepted, progress.Credit);
            Send();
        }

        /// <summary>Learns that the daemon will tell how far the audio got.</summary>
        internal void Resume()
        {
            _outbox.Reconnected();
        }

        /// <summary>Learns that audio did not arrive; whether to ask the daemon how far it got.</summary>
        internal bool MissedSomething(out bool isHopeless)
        {
            return _outbox.MissedSomething(out isHopeless);
        }

        /// <summary>Drops what waits.</summary>
        internal void Interrupt(MienException why)
        {
            _outbox.Interrupt(why);
        }

        /// <summary>Drops everything.</summary>
        internal void Abandon(MienException why)
        {
            _outbox.Abandon(why);
        }

        private void Send()
        {
            if (_session.IsEmpty)
            {
                return;
            }
            while (true)
            {
                if (_outbox.TryTakeMark(out AudioMark mark, out long next))
                {
                    mark.Send(next);
                }
                else if (_outbox.TryTakePiece(Limits.AudioSamples, out ReadOnlySpan<short> piece, out long seq))
                {
                    _client.Post(new PushAudio(_session, seq), MemoryMarshal.AsBytes(piece));
                }
                else
                {
                    return;
                }
            }
        }
    }
}
