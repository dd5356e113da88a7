namespace UnityEngine
{
    public class AndroidJavaProxy
    {
    }
}
