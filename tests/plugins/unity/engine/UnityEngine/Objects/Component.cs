using System.Collections.Generic;

namespace UnityEngine
{
    public class Component : Object
    {
        public GameObject gameObject { get; internal set; }

        public Transform transform => gameObject.transform;

        public T GetComponent<T>()
        {
            return gameObject.GetComponent<T>();
        }

        public bool TryGetComponent<T>(out T component)
        {
            component = GetComponent<T>();
            return component is Object found ? found != null : component != null;
        }

        public T GetComponentInParent<T>()
        {
            return gameObject.GetComponentInParent<T>();
        }

        public T GetComponentInChildren<T>()
        {
            return gameObject.GetComponentInChildren<T>();
        }

        public T[] GetComponentsInChildren<T>(bool includeInactive)
        {
            var found = new List<T>();
            gameObject.Collect(found, includeInactive);
            return found.ToArray();
        }
    }
}
