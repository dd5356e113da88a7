#nullable enable

namespace Mien
{
    /// <summary>Playback of a session whose sound is not played here: time passes as the client's clock has it.</summary>
    internal sealed class SilentPlayout : IPlayout
    {
        private const double NsPerSecond = 1e9;

        private long _offsetNs;
        private bool _isKnown;
        private bool _isPlaced;
        private double _positionNs;
        private long _lastNs;

        /// <inheritdoc/>
        public void Follow(long offsetNs, long bufferNs, bool isSpeaking)
        {
            _offsetNs = offsetNs + bufferNs;
            _isKnown = true;
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
            double wantedNs = nowNs - _offsetNs;
            double behindS = (wantedNs - _positionNs - (nowNs - _lastNs)) / NsPerSecond;
            // Without sound there is nothing to be heard: pace as in silence, always.
            if (!_isPlaced || PlayoutPace.IsJump(behindS, isSpeaking: false))
            {
                _positionNs = wantedNs;
                _isPlaced = true;
            }
            else
            {
                _positionNs += (nowNs - _lastNs) * PlayoutPace.Of(behindS, isSpeaking: false);
            }
            _lastNs = nowNs;
            mediaNs = (long)_positionNs;
            return true;
        }
    }
}
