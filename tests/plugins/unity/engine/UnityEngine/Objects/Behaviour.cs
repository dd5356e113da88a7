namespace UnityEngine
{
    public class Behaviour : Component
    {
        private bool _enabled = true;

        public bool enabled
        {
            get => _enabled;
            set
            {
                _enabled = value;
                OnActivityChanged();
            }
        }

        public bool isActiveAndEnabled => _enabled && !IsDestroyed && gameObject.activeInHierarchy;

        // Not the engine's: its object was switched on or off, or it was itself.
        internal virtual void OnActivityChanged()
        {
        }
    }
}
