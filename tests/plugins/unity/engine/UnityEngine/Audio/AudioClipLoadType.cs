namespace UnityEngine
{
    public enum AudioClipLoadType
    {
        DecompressOnLoad,
        CompressedInMemory,
        Streaming,
    }
}
