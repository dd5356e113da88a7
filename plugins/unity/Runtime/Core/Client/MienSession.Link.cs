#nullable enable
using Mien.Core.Messages;

namespace Mien.Core.Client
{
    /// <content>What the client tells a session of the daemon.</content>
    public sealed partial class MienSession
    {
        /// <summary>Asks the daemon for the session, if there is a connection and it was not asked for yet.</summary>
        internal void Ask()
        {
            if (_client.State != ClientState.Connected)
            {
                return;
            }
            lock (_gate)
            {
                if (State != SessionState.Opening || _isAsked)
                {
                    return;
                }
                _isAsked = true;
            }
            long id = _client.NextId();
            _client.Request(id, new OpenSession(id, Options), new Opening(this));
        }

        /// <summary>The daemon has opened the session.</summary>
        internal void Begin(Opened opened)
        {
            lock (_gate)
            {
                if (State != SessionState.Opening)
                {
                    // Closed before it was open.
                    PostClose(opened.Session);
                    return;
                }
                _status = SessionStatus.Begun(opened);
                _streams.Subscribe(opened.Topics.Motion, opened.Topics.Face, opened.Topics.Audio);
                _audio.Begin(opened);
                _requests.Begin();
            }
        }

        /// <summary>The daemon would not open the session, or the connection broke before it did.</summary>
        internal void Refuse(MienException why)
        {
            bool isWorthAnotherTry = why is ProtocolException error && error.Code == ErrorCodes.Disconnected;
            if (!isWorthAnotherTry)
            {
                Lose(why);
                return;
            }
            lock (_gate)
            {
                _isAsked = false;
            }
        }

        /// <summary>The daemon tells how far the audio got, and how far it may go.</summary>
        internal void Progress(in AudioProgress progress)
        {
            lock (_gate)
            {
                _audio.Progress(progress);
            }
        }

        /// <summary>The daemon knows this client again, and will tell how far the audio got.</summary>
        /// <param name="isOtherConnection">Whether what was asked before may be lost.</param>
        internal void Resume(bool isOtherConnection)
        {
            lock (_gate)
            {
                if (State != SessionState.Open)
                {
                    return;
                }
                _audio.Resume();
                if (isOtherConnection)
                {
                    _requests.Resume();
                }
            }
            long id = _client.NextId();
            _client.Request(id, new Snapshot(id, Name), new Verification(this));
        }

        /// <summary>Audio did not arrive; whether to ask the daemon how far it got.</summary>
        internal bool MissedAudio(MienException why)
        {
            bool isWorthAsking;
            bool isHopeless;
            lock (_gate)
            {
                isWorthAsking = _audio.MissedSomething(out isHopeless);
            }
            if (isHopeless)
            {
                Lose(why);
            }
            return isWorthAsking;
        }

        /// <summary>The session is no more.</summary>
        internal void Lose(MienException why)
        {
            lock (_gate)
            {
                if (!End(SessionState.Lost, why, why))
                {
                    return;
                }
            }
            Leave();
        }

        /// <summary>The daemon that had the session is no more; one that was not begun yet will be asked for again.</summary>
        internal void LoseIfBegun(MienException why)
        {
            if (State == SessionState.Open)
            {
                Lose(why);
            }
        }
    }
}
