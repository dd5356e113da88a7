namespace UnityEngine
{
    public class MonoBehaviour : Behaviour
    {
        private bool _isAwake;
        private bool _isOn;
        private bool _isStarted;

        // Not the engine's: what follows is the life of a script as the engine has it, and as its order is documented.
        internal Messages Messages { get; private set; }

        internal void Begin()
        {
            Messages = Messages.Of(GetType());
            OnActivityChanged();
            HeadlessLoop.Add(this);
        }

        internal override void OnActivityChanged()
        {
            if (Messages is null || IsDestroyed)
            {
                return;
            }
            if (gameObject.activeInHierarchy && !_isAwake)
            {
                _isAwake = true;
                Messages.Awake?.Invoke(this);
            }
            if (isActiveAndEnabled != _isOn)
            {
                _isOn = isActiveAndEnabled;
                (_isOn ? Messages.OnEnable : Messages.OnDisable)?.Invoke(this);
            }
        }

        internal void StartOnce()
        {
            if (_isOn && !_isStarted)
            {
                _isStarted = true;
                Messages.Start?.Invoke(this);
            }
        }

        internal void End()
        {
            if (_isOn)
            {
                _isOn = false;
                Messages.OnDisable?.Invoke(this);
            }
            if (_isAwake)
            {
                Messages.OnDestroy?.Invoke(this);
            }
        }
    }
}
