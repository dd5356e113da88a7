#nullable enable
using System.Collections.Generic;
using UnityEngine;
using UniVRM10;

namespace Mien.Vrm
{
    /// <summary>Moves the face of a VRM 1.0 character by its expressions.</summary>
    [AddComponentMenu("Mien/Mien VRM 1.0 Face")]
    [RequireComponent(typeof(Vrm10Instance))]
    [DisallowMultipleComponent]
    public sealed class MienVrm10Face : MienExpressionFace
    {
        private readonly List<ExpressionKey> _keys = new List<ExpressionKey>();
        private Vrm10RuntimeExpression? _expression;

        /// <inheritdoc/>
        protected override void FindNames(List<string> names)
        {
            // UniVRM makes its runtime when it is asked for the first time, and processes it after this.
            _expression = GetComponent<Vrm10Instance>().Runtime.Expression;
            _keys.Clear();
            foreach (ExpressionKey key in _expression.ExpressionKeys)
            {
                _keys.Add(key);
                names.Add(key.Name);
            }
        }

        /// <inheritdoc/>
        protected override void SetWeight(int expression, float weight)
        {
            _expression!.SetWeight(_keys[expression], weight);
        }
    }
}
