using System.Collections.Generic;

namespace UnityEngine
{
    public class Material : Object
    {
        private readonly Dictionary<int, object> _values = new Dictionary<int, object>();

        public Material(Shader shader)
        {
            this.shader = shader;
        }

        public Material(Material source)
        {
            shader = source.shader;
            name = source.name;
            foreach (KeyValuePair<int, object> value in source._values)
            {
                _values[value.Key] = value.Value;
            }
        }

        public Shader shader { get; set; }

        public Color color { get; set; } = Color.white;

        public bool HasProperty(int nameID)
        {
            return _values.ContainsKey(nameID);
        }

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
            // Boxed only where it changes: the engine's allocates nothing, and who counts would blame its user.
            if (!(_values.TryGetValue(nameID, out object known) && known is float one && one == value))
            {
                _values[nameID] = value;
            }
        }

        public float GetFloat(int nameID)
        {
            return _values.TryGetValue(nameID, out object value) ? (float)value : 0;
        }
    }
}
