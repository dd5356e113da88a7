using System.Text;

namespace UnityEngine
{
    public class TextAsset : Object
    {
        public TextAsset(string text)
        {
            bytes = Encoding.UTF8.GetBytes(text);
        }

        // Not the engine's: what an importer does.
        internal TextAsset(byte[] bytes)
        {
            this.bytes = bytes;
        }

        public byte[] bytes { get; }

        public string text => Encoding.UTF8.GetString(bytes);
    }
}
