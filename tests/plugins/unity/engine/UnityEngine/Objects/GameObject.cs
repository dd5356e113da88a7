using System;
using System.Collections.Generic;
using System.Reflection;

namespace UnityEngine
{
    public sealed class GameObject : Object
    {
        private readonly List<Component> _components = new List<Component>();
        private bool _isActive = true;

        public GameObject()
            : this("New Game Object")
        {
        }

        public GameObject(string name)
        {
            this.name = name;
            transform = (Transform)Attach(Transform.Make());
            HeadlessLoop.Objects.Add(this);
        }

        public GameObject(string name, params Type[] components)
            : this(name)
        {
            Array.ForEach(components, type => AddComponent(type));
        }

        public Transform transform { get; }

        public bool activeSelf => _isActive;

        public bool activeInHierarchy => _isActive && !IsDestroyed
            && (transform.parent == null || transform.parent.gameObject.activeInHierarchy);

        internal bool IsKept { get; set; }

        internal IReadOnlyList<Component> Components => _components;

        public static GameObject CreatePrimitive(PrimitiveType type)
        {
            return new GameObject(type.ToString(), typeof(MeshFilter), typeof(MeshRenderer));
        }

        public void SetActive(bool value)
        {
            _isActive = value;
            TellActivity();
        }

        public T AddComponent<T>()
            where T : Component
        {
            return (T)AddComponent(typeof(T));
        }

        public Component AddComponent(Type componentType)
        {
            foreach (RequireComponent required in componentType.GetCustomAttributes<RequireComponent>())
            {
                foreach (Type type in new[] { required.m_Type0, required.m_Type1 })
                {
                    if (type != null && Find(type) is null)
                    {
                        AddComponent(type);
                    }
                }
            }
            return Attach((Component)Activator.CreateInstance(componentType, true));
        }

        public T GetComponent<T>()
        {
            return (T)(object)Find(typeof(T));
        }

        public Component GetComponent(Type type)
        {
            return Find(type);
        }

        public T GetComponentInParent<T>()
        {
            return (T)(object)GetComponentInParent(typeof(T), false);
        }

        public Component GetComponentInParent(Type type, bool includeInactive)
        {
            for (Transform at = transform; at != null; at = at.parent)
            {
                if ((includeInactive || at.gameObject.activeInHierarchy) && at.gameObject.Find(type) is Component found)
                {
                    return found;
                }
            }
            return null;
        }

        public Component GetComponentInChildren(Type type, bool includeInactive)
        {
            var found = new List<Component>();
            Collect(found, includeInactive);
            return found.Find(type.IsInstanceOfType);
        }

        public T[] GetComponentsInChildren<T>(bool includeInactive)
        {
            var found = new List<T>();
            Collect(found, includeInactive);
            return found.ToArray();
        }

        public T GetComponentInChildren<T>()
        {
            return GetComponentInChildren<T>(false);
        }

        public T GetComponentInChildren<T>(bool includeInactive)
        {
            var found = new List<T>();
            Collect(found, includeInactive);
            return found.Count > 0 ? found[0] : default;
        }

        internal void Collect<T>(List<T> into, bool includeInactive)
        {
            if (!includeInactive && !activeInHierarchy)
            {
                return;
            }
            foreach (Component component in _components)
            {
                if (component is T one)
                {
                    into.Add(one);
                }
            }
            for (int at = 0; at < transform.childCount; at++)
            {
                transform.GetChild(at).gameObject.Collect(into, includeInactive);
            }
        }

        internal void Detach(Component component)
        {
            _components.Remove(component);
        }

        internal void TellActivity()
        {
            foreach (Component component in _components.ToArray())
            {
                (component as Behaviour)?.OnActivityChanged();
            }
            for (int at = 0; at < transform.childCount; at++)
            {
                transform.GetChild(at).gameObject.TellActivity();
            }
        }

        private Component Attach(Component component)
        {
            component.gameObject = this;
            component.name = name;
            _components.Add(component);
            (component as MonoBehaviour)?.Begin();
            return component;
        }

        private Component Find(Type type)
        {
            return _components.Find(type.IsInstanceOfType);
        }
    }
}
