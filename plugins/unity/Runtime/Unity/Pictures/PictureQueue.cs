#nullable enable
using Mien.Core.Streams;

namespace Mien
{
    /// <summary>Pictures that came before the sound that they belong to is heard.</summary>
    internal sealed class PictureQueue
    {
        /// <summary>
        /// At 40 a second 400 ms, which is what a session and a slow loudspeaker take together. Where pictures wait for longer,
        /// fewer of them are shown: they take megabytes.
        /// </summary>
        private const int Most = 16;

        private readonly PictureCopy[] _pictures = new PictureCopy[Most];
        private int _first;
        private int _count;

        /// <summary>Number that wait.</summary>
        internal int Count => _count;

        /// <summary>Takes a copy of a picture; one of another epoch puts the others out, a full queue is thinned.</summary>
        internal void Add(Picture picture)
        {
            if (_count > 0 && Last.Header.Epoch != picture.Header.Epoch)
            {
                _count = 0;
            }
            if (_count == Most)
            {
                Thin();
            }
            ref PictureCopy place = ref At(_count);
            place ??= new PictureCopy();
            place.CopyFrom(picture);
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

        private PictureCopy Last => At(_count - 1);

        private ref PictureCopy At(int place)
        {
            return ref _pictures[(_first + place) % Most];
        }

        /// <summary>Drops the one that is missed least: without which the hole is the smallest.</summary>
        private void Thin()
        {
            int least = 1;
            for (int at = 2; at < _count - 1; at++)
            {
                least = Hole(at) < Hole(least) ? at : least;
            }
            PictureCopy gone = At(least);
            for (int at = least; at < _count - 1; at++)
            {
                At(at) = At(at + 1);
            }
            At(_count - 1) = gone;
            _count--;
        }

        private long Hole(int at)
        {
            return At(at + 1).Header.TimeNs - At(at - 1).Header.TimeNs;
        }

        private void Drop()
        {
            _first = (_first + 1) % Most;
            _count--;
        }
    }
}
