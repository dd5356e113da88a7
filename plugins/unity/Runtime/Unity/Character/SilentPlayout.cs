#nullable enable

namespace Mien
{
    /// <summary>
    /// Playback of a session whose sound is not played here: time passes as the client's clock has it, or as a film has it
    /// that is captured.
    /// </summary>
    internal sealed class SilentPlayout : IPlayout
    {
        private const double NsPerSecond = 1e9;

        private long _offsetNs;
        private bool _isKnown;
        private bool _isPlaced;
        private double _positionNs;
        private long _lastNs;
        private FrameTime _frame;
        private bool _isSpeaking;
        private bool _wasSpeaking;

        /// <inheritdoc/>
        public void Begin(in FrameTime frame)
        {
            _frame = frame;
        }

        /// <inheritdoc/>
        public void Follow(long offsetNs, long bufferNs, bool isSpeaking)
        {
            _offsetNs = offsetNs + bufferNs;
            _isKnown = true;
            _isSpeaking = isSpeaking;
        }

        /// <inheritdoc/>
        public void Restart(long fromNs)
        {
            _isKnown = false;
            _isPlaced = false;
        }

        /// <inheritdoc/>
        public bool TryHeard(long nowNs, out long mediaNs)
        {
            mediaNs = 0;
            if (!_isKnown)
            {
                return false;
            }
            long gameNs = nowNs - _frame.LagNs;
            double passedNs = gameNs - _lastNs;
            _lastNs = gameNs;
            double wantedNs = nowNs - _offsetNs;
            double behindS = (wantedNs - _positionNs - passedNs) / NsPerSecond;
            if (!_isPlaced || IsJump(behindS))
            {
                _positionNs = wantedNs;
                _isPlaced = true;
            }
            else
            {
                _positionNs += passedNs * PlayoutPace.Of(behindS, isSpeaking: false, _frame.IsCaptured);
            }
            mediaNs = (long)_positionNs;
            return true;
        }

        /// <summary>
        /// Whether to jump. Without sound there is nothing to be heard, as in silence; but in a film speech begins when it
        /// should, and goes on from there.
        /// </summary>
        private bool IsJump(double behindS)
        {
            bool isSaid = _frame.IsCaptured && _isSpeaking;
            bool isOnset = isSaid && !_wasSpeaking;
            _wasSpeaking = _isSpeaking;
            return isOnset || PlayoutPace.IsJump(behindS, isSaid, _frame.IsCaptured);
        }
    }
}
