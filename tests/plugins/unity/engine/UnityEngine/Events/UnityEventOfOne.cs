namespace UnityEngine.Events
{
    public delegate void UnityAction<T0>(T0 arg0);

    public class UnityEvent<T0>
    {
        private UnityAction<T0> _listeners;

        public void AddListener(UnityAction<T0> call)
        {
            _listeners += call;
        }

        public void RemoveListener(UnityAction<T0> call)
        {
            _listeners -= call;
        }

        public void Invoke(T0 arg0)
        {
            _listeners?.Invoke(arg0);
        }
    }
}
