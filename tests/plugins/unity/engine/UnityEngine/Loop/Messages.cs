using System;
using System.Collections.Generic;
using System.Reflection;

namespace UnityEngine
{
    // Not the engine's: the methods of a script that it calls by their names.
    internal sealed class Messages
    {
        internal const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

        private static readonly Dictionary<Type, Messages> Known = new Dictionary<Type, Messages>();

        private Messages(Type type)
        {
            Awake = Find(type, nameof(Awake));
            OnEnable = Find(type, nameof(OnEnable));
            Start = Find(type, nameof(Start));
            FixedUpdate = Find(type, nameof(FixedUpdate));
            Update = Find(type, nameof(Update));
            LateUpdate = Find(type, nameof(LateUpdate));
            OnGUI = Find(type, nameof(OnGUI));
            OnDisable = Find(type, nameof(OnDisable));
            OnDestroy = Find(type, nameof(OnDestroy));
            OnAudioFilterRead = FindFilter(type);
            Order = type.GetCustomAttribute<DefaultExecutionOrder>()?.order ?? 0;
        }

        internal Action<MonoBehaviour> Awake { get; }

        internal Action<MonoBehaviour> OnEnable { get; }

        internal Action<MonoBehaviour> Start { get; }

        internal Action<MonoBehaviour> FixedUpdate { get; }

        internal Action<MonoBehaviour> Update { get; }

        internal Action<MonoBehaviour> LateUpdate { get; }

        internal Action<MonoBehaviour> OnGUI { get; }

        internal Action<MonoBehaviour> OnDisable { get; }

        internal Action<MonoBehaviour> OnDestroy { get; }

        internal Action<MonoBehaviour, float[], int> OnAudioFilterRead { get; }

        internal int Order { get; }

        internal static Messages Of(Type type)
        {
            if (!Known.TryGetValue(type, out Messages messages))
            {
                messages = new Messages(type);
                Known.Add(type, messages);
            }
            return messages;
        }

        private static Action<MonoBehaviour> Find(Type type, string name)
        {
            MethodInfo method = null;
            // Private ones of a base class, too: reflection passes over them.
            for (Type at = type; at != null && method is null; at = at.BaseType)
            {
                method = at.GetMethod(name, Any, null, Type.EmptyTypes, null);
            }
            return method is null ? null : (Action<MonoBehaviour>)Open(nameof(OpenMessage), method);
        }

        private static Action<MonoBehaviour, float[], int> FindFilter(Type type)
        {
            MethodInfo method = type.GetMethod("OnAudioFilterRead", Any);
            return method is null ? null : (Action<MonoBehaviour, float[], int>)Open(nameof(OpenFilter), method);
        }

        // As delegates, so that a call allocates nothing.
        private static object Open(string maker, MethodInfo method)
        {
            return typeof(Messages)
                .GetMethod(maker, BindingFlags.Static | BindingFlags.NonPublic)
                .MakeGenericMethod(method.DeclaringType)
                .Invoke(null, new object[] { method });
        }

        private static Action<MonoBehaviour> OpenMessage<T>(MethodInfo method)
            where T : MonoBehaviour
        {
            var open = (Action<T>)Delegate.CreateDelegate(typeof(Action<T>), method);
            return script => open((T)script);
        }

        private static Action<MonoBehaviour, float[], int> OpenFilter<T>(MethodInfo method)
            where T : MonoBehaviour
        {
            var open = (Action<T, float[], int>)Delegate.CreateDelegate(typeof(Action<T, float[], int>), method);
            return (script, data, channels) => open((T)script, data, channels);
        }
    }
}
