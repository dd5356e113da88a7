namespace UnityEngine
{
    public sealed class Camera : Behaviour
    {
        public static Camera main => null;
    }
}
