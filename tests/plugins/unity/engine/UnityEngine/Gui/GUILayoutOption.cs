namespace UnityEngine
{
    public sealed class GUILayoutOption
    {
    }
}
