using System.Collections.Generic;

namespace UnityEngine.Playables
{
    public class PlayableDirector : Behaviour
    {
        private readonly Dictionary<Object, Object> _bindings = new Dictionary<Object, Object>();

        public Object GetGenericBinding(Object key)
        {
            return _bindings.TryGetValue(key, out Object bound) ? bound : null;
        }

        public void SetGenericBinding(Object key, Object value)
        {
            _bindings[key] = value;
        }
    }
}
