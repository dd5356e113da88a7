using System.Collections.Generic;

namespace UnityEngine
{
    public sealed class MaterialPropertyBlock
    {
        private readonly Dictionary<int, object> _values = new Dictionary<int, object>();

        public bool isEmpty => _values.Count == 0;

        public void SetTexture(int nameID, Texture value)
        {
            _values[nameID] = value;
        }

        public Texture GetTexture(int nameID)
        {
            return _values.TryGetValue(nameID, out object value) ? (Texture)value : null;
        }

        public void SetFloat(int nameID, float value)
        {
            _values[nameID] = value;
        }

        public float GetFloat(int nameID)
        {
            return _values.TryGetValue(nameID, out object value) ? (float)value : 0;
        }

        public void Clear()
        {
            _values.Clear();
        }

        internal void CopyTo(MaterialPropertyBlock other)
        {
            other._values.Clear();
            foreach (KeyValuePair<int, object> value in _values)
            {
                other._values[value.Key] = value.Value;
            }
        }
    }
}
