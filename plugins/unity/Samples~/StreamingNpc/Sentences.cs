#nullable enable
using System.Text;

namespace Mien.Samples
{
    /// <summary>Cuts a text that comes in pieces into sentences, each as soon as it is whole.</summary>
    public sealed class Sentences
    {
        /// <summary>A sentence shorter than this goes with the next one: "Dr. Who" is one.</summary>
        private const int ShortestChars = 12;

        private readonly StringBuilder _open = new StringBuilder();
        private int _looked;

        /// <summary>Takes a piece.</summary>
        public void Add(string piece)
        {
            _open.Append(piece);
        }

        /// <summary>Takes out the next whole sentence; false where none is yet.</summary>
        public bool TryTake(out string sentence)
        {
            // What ends one is followed by a space: "3.14" goes on.
            for (; _looked + 1 < _open.Length; _looked++)
            {
                bool isEnd = IsEnd(_open[_looked]) && char.IsWhiteSpace(_open[_looked + 1]);
                if (_open[_looked] == '\n' || IsFullWidthEnd(_open[_looked]) || (isEnd && _looked + 1 >= ShortestChars))
                {
                    sentence = Cut(_looked + 1);
                    if (sentence.Length > 0)
                    {
                        return true;
                    }
                }
            }
            sentence = "";
            return false;
        }

        /// <summary>Takes out what is left at the end of the text; false where nothing is.</summary>
        public bool TryTakeRest(out string sentence)
        {
            sentence = Cut(_open.Length);
            return sentence.Length > 0;
        }

        private string Cut(int length)
        {
            string sentence = _open.ToString(0, length).Trim();
            _open.Remove(0, length);
            _looked = 0;
            return sentence;
        }

        private static bool IsEnd(char one)
        {
            return one == '.' || one == '!' || one == '?' || one == '…' || one == ':';
        }

        private static bool IsFullWidthEnd(char one)
        {
            return one == '。' || one == '！' || one == '？';
        }
    }
}
