#nullable enable
using Mien.Core.Streams;

namespace Mien
{
    /// <summary>Pictures that came before the sound that they belong to is heard.</summary>
    internal sealed class PictureQueue
    {
        // At 40 a second 400 ms, which is what a session and a slow loudspeaker take together.
        private const int Most = 16;

        private readonly PictureCopy[] _pictures = new PictureCopy[Most];
        private int _first;
        private int _count;

        /// <summary>How many wait.</summary>
        internal int Count => _count;

        /// <summary>Takes a copy of a picture; one of another epoch puts the others out, and so does a full queue the first.</summary>
        internal void Add(Picture picture)
        {
            if (_count > 0 && Last.Header.Epoch != picture.Header.Epoch)
            {
                _count = 0;
            }
            if (_count == Most)
            {
                Drop();
            }
            int at = (_first + _count) % Most;
            _pictures[at] ??= new PictureCopy();
            _pictures[at].CopyFrom(picture);
            _count++;
        }

        /// <summary>The newest picture whose time has come, if there is one; those before it are dropped.</summary>
        internal bool TryTake(long untilNs, out PictureCopy picture)
        {
            picture = null!;
            while (_count > 0 && _pictures[_first].Header.TimeNs <= untilNs)
            {
                picture = _pictures[_first];
                Drop();
            }
            return picture != null;
        }

        /// <summary>Forgets all.</summary>
        internal void Clear()
        {
            _count = 0;
        }

        private PictureCopy Last => _pictures[(_first + _count - 1) % Most];

        private void Drop()
        {
            _first = (_first + 1) % Most;
            _count--;
        }
    }
}
