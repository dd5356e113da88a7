namespace UnityEngine
{
    public class AsyncOperation
    {
        public bool isDone => Application.IsAnswered;
    }
}
