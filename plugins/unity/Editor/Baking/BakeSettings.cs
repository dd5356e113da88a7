#nullable enable
using System;
using Mien.Core.Client;
using Mien.Core.Connection;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien.Editing
{
    /// <summary>Baking of recordings.</summary>
    [Serializable]
    public sealed class BakeSettings
    {
        [SerializeField]
        [Tooltip("Path of the daemon's connection file. Empty: where it writes it by itself.")]
        private string _connectionFile = "";

        [SerializeField]
        [Range(24, 120)]
        [Tooltip("Frames a second.")]
        private int _rateHz = 60;

        [SerializeField]
        [Min(0)]
        [Tooltip("Chooses a performance.")]
        private int _seed = 0;

        [SerializeField]
        [Range(0, 0.05f)]
        [Tooltip("How far off a key of a clip may be left out, 1 being a whole shape. 0 keeps every frame.")]
        private float _tolerance = 0.003f;

        [SerializeField]
        [Tooltip("Whether to make an animation clip.")]
        private bool _makesClip = true;

        [SerializeField]
        [Tooltip("Whether to make a take, for timelines.")]
        private bool _makesTake = true;

        [SerializeField]
        private MienControls _controls = new MienControls();

        /// <summary>Path of the daemon's connection file; empty for the default place.</summary>
        public string ConnectionFile
        {
            get => _connectionFile;
            set => _connectionFile = value;
        }

        /// <summary>Frames a second, 24..120.</summary>
        public int RateHz
        {
            get => _rateHz;
            set => _rateHz = Mathf.Clamp(value, 24, 120);
        }

        /// <summary>Chooses a performance.</summary>
        public int Seed
        {
            get => _seed;
            set => _seed = Mathf.Max(0, value);
        }

        /// <summary>Largest error of a key left out of a clip, 1 being a whole shape; 0 keeps every frame.</summary>
        public float Tolerance
        {
            get => _tolerance;
            set => _tolerance = Mathf.Clamp(value, 0, 0.05f);
        }

        /// <summary>True to make an animation clip.</summary>
        public bool MakesClip
        {
            get => _makesClip;
            set => _makesClip = value;
        }

        /// <summary>True to make a take, for timelines.</summary>
        public bool MakesTake
        {
            get => _makesTake;
            set => _makesTake = value;
        }

        /// <summary>Controls of the character.</summary>
        public MienControls Controls => _controls;

        /// <summary>Search for the daemon.</summary>
        internal ClientOptions Client()
        {
            string file = string.IsNullOrEmpty(_connectionFile) ? ConnectionFilePlace.Default() : _connectionFile;
            return SharedClients.MakeOptions(file);
        }

        /// <summary>Options asked for.</summary>
        internal SessionOptions Session(int audioRateHz)
        {
            return new SessionOptions
            {
                RateHz = _rateHz,
                Seed = _seed,
                AudioRateHz = audioRateHz,
                Controls = _controls.ToWire(),
            };
        }
    }
}
