#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Motion;
using UnityEngine;
using UniVRM10;

namespace Mien.Vrm
{
    /// <summary>
    /// Moves the face of a VRM 1.0 character by its expressions: all 52 where it has Perfect Sync, otherwise vowels and blinks.
    /// </summary>
    [AddComponentMenu("Mien/Mien VRM 1.0 Face")]
    [RequireComponent(typeof(Vrm10Instance))]
    [DisallowMultipleComponent]
    public sealed class MienVrm10Face : MonoBehaviour
    {
        [SerializeField]
        [Tooltip("Whose motion. None: that of this object or one above it.")]
        private MienCharacter? _character;

        [SerializeField]
        [Tooltip("What moves the expressions. None: what is recognised by their names.")]
        private MienMapping? _mapping;

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("How much of the motion is shown.")]
        private float _weight = 1;

        [SerializeField]
        private HeadBones _headBones = new HeadBones();

        private readonly List<ExpressionKey> _keys = new List<ExpressionKey>();
        private Vrm10RuntimeExpression? _expression;
        private ShapeDriver? _driver;

        /// <summary>How much of the motion is shown, 0..1.</summary>
        public float Weight
        {
            get => _weight;
            set => _weight = Mathf.Clamp01(value);
        }

        /// <summary>What moves the expressions; null for what is recognised by their names.</summary>
        public MienMapping? Mapping
        {
            get => _mapping;
            set
            {
                _mapping = value;
                _expression = null;
            }
        }

        /// <summary>The bones that turn the head.</summary>
        public HeadBones HeadBones => _headBones;

        /// <summary>Shows a face, in the axes of the wire.</summary>
        public void Apply(MotionFrame frame)
        {
            if (_expression is null || _driver is null)
            {
                return;
            }
            ReadOnlySpan<float> weights = _driver.Weights(frame.Coefficients);
            for (int at = 0; at < weights.Length; at++)
            {
                _expression.SetWeight(_keys[_driver.ShapeAt(at)], weights[at] * _weight);
            }
            _headBones.Apply(frame, _weight);
        }

        private void OnEnable()
        {
            if (_character == null)
            {
                _character = MienCharacter.Of(this);
            }
        }

        private void LateUpdate()
        {
            // UniVRM makes its runtime when it is asked for the first time, and processes it after this.
            _expression ??= Bind();
            if (_character != null && _character.HasFace)
            {
                Apply(_character.Face);
            }
        }

        private void OnDisable()
        {
            _headBones.Release();
            for (int at = 0; _driver != null && at < _driver.Count; at++)
            {
                _expression?.SetWeight(_keys[_driver.ShapeAt(at)], 0);
            }
            _expression = null;
        }

        private Vrm10RuntimeExpression Bind()
        {
            Vrm10RuntimeExpression expression = GetComponent<Vrm10Instance>().Runtime.Expression;
            _keys.Clear();
            var names = new List<string>();
            foreach (ExpressionKey key in expression.ExpressionKeys)
            {
                _keys.Add(key);
                names.Add(key.Name);
            }
            _driver = new ShapeDriver(names, _mapping);
            _headBones.FindIn(GetComponent<Animator>());
            _headBones.Bind(transform);
            return expression;
        }
    }
}
