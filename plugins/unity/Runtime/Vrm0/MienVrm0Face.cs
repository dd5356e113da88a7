#nullable enable
using System.Collections.Generic;
using UnityEngine;
using VRM;

namespace Mien.Vrm
{
    /// <summary>Moves the face of a VRM 0.x character by its blend shape clips.</summary>
    [AddComponentMenu("Mien/Mien VRM 0.x Face")]
    [RequireComponent(typeof(VRMBlendShapeProxy))]
    [DisallowMultipleComponent]
    public sealed class MienVrm0Face : MienExpressionFace
    {
        private readonly List<BlendShapeKey> _keys = new List<BlendShapeKey>();
        private VRMBlendShapeProxy? _proxy;

        /// <inheritdoc/>
        protected override void FindNames(List<string> names)
        {
            _proxy = GetComponent<VRMBlendShapeProxy>();
            _keys.Clear();
            // There are none before the proxy's own Start.
            foreach (KeyValuePair<BlendShapeKey, float> value in _proxy.GetValues())
            {
                _keys.Add(value.Key);
                names.Add(value.Key.Name);
            }
        }

        /// <inheritdoc/>
        protected override void SetWeight(int expression, float weight)
        {
            if (_proxy != null)
            {
                _proxy.AccumulateValue(_keys[expression], weight);
            }
        }

        /// <inheritdoc/>
        protected override void ShowWeights()
        {
            if (_proxy != null)
            {
                _proxy.Apply();
            }
        }
    }
}
