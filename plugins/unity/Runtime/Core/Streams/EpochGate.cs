#nullable enable

namespace Mien.Core.Streams
{
    /// <summary>Filter of a stream's frames by epoch, and count of those lost.</summary>
    internal struct EpochGate
    {
        private long _nextSeq;
        private bool _hasBegun;

        /// <summary>The newest epoch seen.</summary>
        internal uint Epoch { get; private set; }

        /// <summary>Frames that were numbered but did not come.</summary>
        internal long Lost { get; private set; }

        /// <summary>Frames that came although their epoch was over.</summary>
        internal long Stale { get; private set; }

        /// <summary>Learns of an epoch; whether it is a newer one.</summary>
        internal bool Begin(uint epoch)
        {
            if (epoch <= Epoch)
            {
                return false;
            }
            Epoch = epoch;
            return true;
        }

        /// <summary>Learns which frame comes next.</summary>
        internal void Expect(long nextSeq)
        {
            Count(nextSeq, nextSeq);
        }

        /// <summary>Takes a frame; whether it is to be shown.</summary>
        internal bool Admits(uint epoch, long seq)
        {
            Count(seq, seq == long.MaxValue ? seq : seq + 1);
            if (epoch < Epoch)
            {
                Stale++;
                return false;
            }
            return true;
        }

        private void Count(long seq, long nextSeq)
        {
            if (_hasBegun && seq > _nextSeq)
            {
                Lost += seq - _nextSeq;
            }
            _nextSeq = _hasBegun && _nextSeq > nextSeq ? _nextSeq : nextSeq;
            _hasBegun = true;
        }
    }
}
