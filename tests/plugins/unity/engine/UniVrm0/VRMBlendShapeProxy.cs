using System.Collections.Generic;
using UnityEngine;

namespace VRM
{
    [DisallowMultipleComponent]
    public class VRMBlendShapeProxy : MonoBehaviour
    {
        private readonly Dictionary<BlendShapeKey, float> _accumulated = new Dictionary<BlendShapeKey, float>();
        private readonly Dictionary<BlendShapeKey, float> _shown = new Dictionary<BlendShapeKey, float>();

        // Not UniVRM's: whether what its Start makes is there.
        public bool HasStarted { get; set; } = true;

        // Not UniVRM's: the clips that an avatar has.
        public static string[] Names { get; set; } = { "A", "I", "U", "E", "O", "Blink_L", "Blink_R", "Joy" };

        public void AccumulateValue(BlendShapeKey key, float value)
        {
            _accumulated[key] = value;
        }

        public void Apply()
        {
            foreach (KeyValuePair<BlendShapeKey, float> value in _accumulated)
            {
                _shown[value.Key] = value.Value;
            }
            _accumulated.Clear();
        }

        public float GetValue(BlendShapeKey key)
        {
            return _shown.TryGetValue(key, out float value) ? value : 0;
        }

        public IEnumerable<KeyValuePair<BlendShapeKey, float>> GetValues()
        {
            foreach (string name in HasStarted ? Names : new string[0])
            {
                var key = new BlendShapeKey(name);
                yield return new KeyValuePair<BlendShapeKey, float>(key, GetValue(key));
            }
        }
    }
}
