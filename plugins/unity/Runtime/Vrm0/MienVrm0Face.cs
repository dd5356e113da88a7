#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Motion;
using UnityEngine;
using VRM;

namespace Mien.Vrm
{
    /// <summary>
    /// Moves the face of a VRM 0.x character by its blend shape clips: all 52 where it has Perfect Sync, otherwise vowels and
    /// blinks.
    /// </summary>
    [AddComponentMenu("Mien/Mien VRM 0.x Face")]
    [RequireComponent(typeof(VRMBlendShapeProxy))]
    [DisallowMultipleComponent]
    public sealed class MienVrm0Face : MonoBehaviour
    {
        [SerializeField]
        [Tooltip("Whose motion. None: that of this object or one above it.")]
        private MienCharacter? _character;

        [SerializeField]
        [Tooltip("What moves the clips. None: what is recognised by their names.")]
        private MienMapping? _mapping;

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("How much of the motion is shown.")]
        private float _weight = 1;

        [SerializeField]
        private HeadBones _headBones = new HeadBones();

        private readonly List<BlendShapeKey> _keys = new List<BlendShapeKey>();
        private VRMBlendShapeProxy? _proxy;
        private ShapeDriver? _driver;

        /// <summary>How much of the motion is shown, 0..1.</summary>
        public float Weight
        {
            get => _weight;
            set => _weight = Mathf.Clamp01(value);
        }

        /// <summary>What moves the clips; null for what is recognised by their names.</summary>
        public MienMapping? Mapping
        {
            get => _mapping;
            set
            {
                _mapping = value;
                _proxy = null;
            }
        }

        /// <summary>The bones that turn the head.</summary>
        public HeadBones HeadBones => _headBones;

        /// <summary>Shows a face, in the axes of the wire.</summary>
        public void Apply(MotionFrame frame)
        {
            if (_proxy == null || _driver is null)
            {
                return;
            }
            ReadOnlySpan<float> weights = _driver.Weights(frame.Coefficients);
            for (int at = 0; at < weights.Length; at++)
            {
                _proxy.AccumulateValue(_keys[_driver.ShapeAt(at)], weights[at] * _weight);
            }
            _proxy.Apply();
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
            if (_proxy == null)
            {
                Bind();
            }
            if (_character != null && _character.HasFace)
            {
                Apply(_character.Face);
            }
        }

        private void OnDisable()
        {
            _headBones.Release();
            if (_proxy != null && _driver != null)
            {
                for (int at = 0; at < _driver.Count; at++)
                {
                    _proxy.ImmediatelySetValue(_keys[_driver.ShapeAt(at)], 0);
                }
            }
            _proxy = null;
        }

        private void Bind()
        {
            _proxy = GetComponent<VRMBlendShapeProxy>();
            _keys.Clear();
            var names = new List<string>();
            foreach (KeyValuePair<BlendShapeKey, float> value in _proxy.GetValues())
            {
                _keys.Add(value.Key);
                names.Add(value.Key.Name);
            }
            _driver = new ShapeDriver(names, _mapping);
            _headBones.FindIn(GetComponent<Animator>());
            _headBones.Bind(transform);
        }
    }
}
