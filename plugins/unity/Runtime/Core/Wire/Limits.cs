#nullable enable

namespace Mien.Core.Wire
{
    /// <summary>The largest of everything: checked before memory is taken for what a message declares.</summary>
    public sealed class Limits
    {
        /// <summary>Those of protocol 1.0, where <c>welcome</c> names no others.</summary>
        public static readonly Limits Default = new Limits();

        /// <summary>Bytes of one header; some messages may have more.</summary>
        public int HeaderBytes { get; } = 65_536;

        /// <summary>Maps and arrays within one another, the header itself counted.</summary>
        public int Depth { get; } = 8;

        /// <summary>Elements of one array, pairs of one map.</summary>
        public int Items { get; } = 1_024;

        /// <summary>Elements, keys and values of a header in all.</summary>
        public int Values { get; } = 16_384;

        /// <summary>Bytes of one text, in UTF-8.</summary>
        public int TextBytes { get; } = 40_000;

        /// <summary>Bytes of a photo.</summary>
        public int AvatarBytes { get; } = 16_000_000;

        /// <summary>Bytes of coordinates and triangles of the mesh of a face texture.</summary>
        public int MeshBytes { get; } = 400_000;

        /// <summary>Samples of one piece of audio.</summary>
        public int AudioSamples { get; private set; } = 480_000;

        /// <summary>Code points of a text to be said.</summary>
        public int TextChars { get; private set; } = 10_000;

        /// <summary>Bytes of any payload: a picture of 2048 x 2048 RGBA.</summary>
        public int PayloadBytes { get; } = 17_000_000;

        /// <summary>Frames of one piece of a bake.</summary>
        public int ChunkFrames { get; } = 6_000;

        /// <summary>Sessions at one time.</summary>
        public int Sessions { get; } = 16;

        /// <summary>Bytes of the header of a stream, which may carry a mesh.</summary>
        public int StreamHeaderBytes => HeaderBytes + MeshBytes;

        /// <summary>Bytes of the longest header that a daemon sends: stream headers of every session.</summary>
        public int LongestHeaderBytes => StreamHeaderBytes * Sessions;

        /// <summary>
        /// These limits, but for what a daemon says of what it takes. What it says of what it sends changes nothing:
        /// how much memory is taken here is not its to decide.
        /// </summary>
        /// <param name="audioSamples">Samples of one piece of audio that it takes, or null.</param>
        /// <param name="textChars">Code points of a text that it takes, or null.</param>
        internal static Limits OfDaemon(long? audioSamples, long? textChars)
        {
            return new Limits
            {
                AudioSamples = Least(audioSamples, Default.AudioSamples),
                TextChars = Least(textChars, Default.TextChars),
            };
        }

        private static int Least(long? told, int usual)
        {
            return told is long number && number < usual ? (int)number : usual;
        }
    }
}
