using System.Text;

namespace UnityEngine
{
    public static class ImageConversion
    {
        // Reads what a JPEG says of its size; its pixels are not decoded here.
        public static bool LoadImage(this Texture2D tex, byte[] data, bool markNonReadable)
        {
            for (int at = 2; at + 9 < data.Length && data[at] == 0xff;)
            {
                bool isFrame = data[at + 1] >= 0xc0 && data[at + 1] <= 0xc3;
                if (isFrame)
                {
                    int height = (data[at + 5] << 8) | data[at + 6];
                    int width = (data[at + 7] << 8) | data[at + 8];
                    tex.Make(width, height, TextureFormat.RGB24);
                    tex.Keep(data);
                    return true;
                }
                at += 2 + ((data[at + 2] << 8) | data[at + 3]);
            }
            return false;
        }

        // No PNG, but something that tells the texture; nothing of what passes for a compressed format here.
        public static byte[] EncodeToPNG(this Texture2D tex)
        {
            return tex.format == TextureFormat.RGB24 ? null : Encoding.ASCII.GetBytes("PNG of " + tex.name);
        }
    }
}
