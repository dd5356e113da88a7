namespace UnityEngine
{
    public class Texture : Object
    {
        public virtual int width { get; protected set; }

        public virtual int height { get; protected set; }

        public virtual bool isReadable { get; internal set; } = true;

        public TextureWrapMode wrapMode { get; set; }

        public FilterMode filterMode { get; set; }
    }
}
