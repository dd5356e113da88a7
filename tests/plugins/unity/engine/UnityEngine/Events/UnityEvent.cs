namespace UnityEngine.Events
{
    public delegate void UnityAction();

    public class UnityEvent
    {
        private UnityAction _listeners;

        public void AddListener(UnityAction call)
        {
            _listeners += call;
        }

        public void RemoveListener(UnityAction call)
        {
            _listeners -= call;
        }

        public void Invoke()
        {
            _listeners?.Invoke();
        }
    }
}
