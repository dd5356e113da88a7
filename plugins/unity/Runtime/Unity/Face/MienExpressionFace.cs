#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Mapping;
using Mien.Core.Motion;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// Moves a face through something that takes weights by name, such as the expressions of a VRM character: all 52 where it
    /// has them, otherwise what it knows, as vowels and blinks.
    /// </summary>
    public abstract class MienExpressionFace : MonoBehaviour
    {
        [SerializeField]
        [Tooltip("Whose motion. None: that of this object or one above it.")]
        private MienCharacter? _character;

        [SerializeField]
        [Tooltip("What moves the expressions. None: what is recognised by their names.")]
        private MienMapping? _mapping;

        [SerializeField]
        [Tooltip("Which kind of expressions moves what it can, by its name, as arkit or vrm. Empty: the one that fits best.")]
        private string _prefer = "";

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("How much of the motion is shown.")]
        private float _weight = 1;

        [SerializeField]
        private HeadBones _headBones = new HeadBones();

        private ShapeDriver? _driver;

        /// <summary>Whose motion is shown; null until it is enabled.</summary>
        public MienCharacter? Character
        {
            get => _character;
            set => _character = value;
        }

        /// <summary>Weight of the motion, 0..1.</summary>
        public float Weight
        {
            get => _weight;
            set => _weight = Mathf.Clamp01(value);
        }

        /// <summary>Mapping of the expressions; null for the one recognised by their names.</summary>
        public MienMapping? Mapping
        {
            get => _mapping;
            set
            {
                _mapping = value;
                Release();
            }
        }

        /// <summary>
        /// Name of the preset whose expressions move whatever part of the face they can; empty for the one that fits best.
        /// </summary>
        public string Prefer
        {
            get => _prefer;
            set
            {
                _prefer = value;
                Release();
            }
        }

        /// <summary>The bones that turn the head.</summary>
        public HeadBones HeadBones => _headBones;

        /// <summary>Shows a face, in the axes of the wire; nothing before the expressions are known.</summary>
        public void Apply(MotionFrame frame)
        {
            if (_driver is null)
            {
                return;
            }
            ReadOnlySpan<float> weights = _driver.Weights(frame.Coefficients);
            for (int at = 0; at < weights.Length; at++)
            {
                SetWeight(_driver.ShapeAt(at), weights[at] * _weight);
            }
            ShowWeights();
            _headBones.Apply(frame, _weight);
        }

        /// <summary>Finds the names of all expressions; none while they are not known yet.</summary>
        protected abstract void FindNames(List<string> names);

        /// <summary>Sets the weight of an expression, 0..1, by the index of its name.</summary>
        protected abstract void SetWeight(int expression, float weight);

        /// <summary>Shows the weights that were set, where that is not done by itself.</summary>
        protected virtual void ShowWeights()
        {
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
            if (_driver is null)
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
            Release();
        }

        private void Bind()
        {
            var names = new List<string>();
            FindNames(names);
            if (names.Count > 0)
            {
                _driver = ShapeDriver.Of(CharacterShape.Of(names), _mapping, _prefer);
                _headBones.FindIn(GetComponent<Animator>());
                _headBones.Bind(transform);
            }
        }

        /// <summary>Puts all back to rest.</summary>
        private void Release()
        {
            if (_driver != null)
            {
                for (int at = 0; at < _driver.Count; at++)
                {
                    SetWeight(_driver.ShapeAt(at), 0);
                }
                ShowWeights();
                _headBones.Release();
                _driver = null;
            }
        }
    }
}
