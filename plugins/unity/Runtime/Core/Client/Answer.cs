#nullable enable
using Mien.Core.Messages;
using Mien.Core.Wire;

namespace Mien.Core.Client
{
    /// <summary>The answer to a request, once it has come; to be asked each frame, or waited for off the main thread.</summary>
    /// <typeparam name="T">What the daemon answers with.</typeparam>
    public sealed class Answer<T> : Awaited
    {
        private readonly MessageType _expected;
        private readonly Reader _read;
        private T _value = default!;

        internal Answer(MessageType expected, Reader read)
        {
            _expected = expected;
            _read = read;
        }

        /// <summary>Makes the answer from a header.</summary>
        internal delegate T Reader(in HeaderMap map);

        /// <summary>The daemon's answer.</summary>
        /// <exception cref="MienException">It refused, or has not answered yet.</exception>
        public T Value
        {
            get
            {
                if (!IsDone)
                {
                    throw new MienException("the daemon has not answered yet: ask IsDone first");
                }
                return Error is null ? _value : throw Error;
            }
        }

        internal override void Read(MessageType type, in HeaderMap map)
        {
            if (type == MessageType.Error)
            {
                Fail(new ErrorReply(map).ToException());
            }
            else if (type == _expected)
            {
                _value = _read(map);
                Finish();
            }
            else
            {
                Fail(ProtocolException.Malformed("answer", _expected.ToString(), type.ToString()));
            }
        }
    }
}
