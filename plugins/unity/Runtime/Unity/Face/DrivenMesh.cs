#nullable enable
using System;
using UnityEngine;

namespace Mien
{
    /// <summary>A mesh whose shapes are moved.</summary>
    internal sealed class DrivenMesh
    {
        private readonly SkinnedMeshRenderer _renderer;
        private readonly ShapeDriver _driver;
        private float[]? _before;

        /// <summary>A mesh whose shapes are moved by a driver.</summary>
        internal DrivenMesh(SkinnedMeshRenderer renderer, ShapeDriver driver)
        {
            _renderer = renderer;
            _driver = driver;
        }

        /// <summary>The renderer.</summary>
        internal SkinnedMeshRenderer Renderer => _renderer;

        /// <summary>Mapping that moves its shapes.</summary>
        internal ShapeDriver Driver => _driver;

        /// <summary>Moves the shapes.</summary>
        /// <param name="coefficients">The 52, 0..1.</param>
        /// <param name="scale">What a whole shape is, 100 for most meshes, times how much of the face is wanted.</param>
        internal void Apply(ReadOnlySpan<float> coefficients, float scale)
        {
            if (_renderer == null)
            {
                return;
            }
            _before ??= Before();
            ReadOnlySpan<float> weights = _driver.Weights(coefficients);
            for (int at = 0; at < weights.Length; at++)
            {
                _renderer.SetBlendShapeWeight(_driver.ShapeAt(at), weights[at] * scale);
            }
        }

        /// <summary>Puts the shapes back to where they were before they were moved.</summary>
        internal void Release()
        {
            for (int at = 0; _renderer != null && _before != null && at < _before.Length; at++)
            {
                _renderer.SetBlendShapeWeight(_driver.ShapeAt(at), _before[at]);
            }
            _before = null;
        }

        private float[] Before()
        {
            var before = new float[_driver.Count];
            for (int at = 0; at < before.Length; at++)
            {
                before[at] = _renderer.GetBlendShapeWeight(_driver.ShapeAt(at));
            }
            return before;
        }
    }
}
