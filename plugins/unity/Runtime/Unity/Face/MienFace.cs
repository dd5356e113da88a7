#nullable enable
using System;
using System.Collections.Generic;
using Mien.Core.Mapping;
using Mien.Core.Motion;
using Mien.Core.Rig;
using UnityEngine;

namespace Mien
{
    /// <summary>Moves a character's face by the motion of its <see cref="MienCharacter"/>: shapes, head, eyes, jaw.</summary>
    [AddComponentMenu("Mien/Mien Face")]
    [DisallowMultipleComponent]
    public sealed class MienFace : MonoBehaviour
    {
        private static readonly int JawOpen = Expression.IndexOf("jawOpen");
        private static readonly int[] EyeDirections = Beginning("eyeLook");

        [SerializeField]
        [Tooltip("Whose motion. None: that of this object or one above it.")]
        private MienCharacter? _character;

        [SerializeField]
        [Tooltip("Everything that has shapes of the face: skin, lashes, teeth, tongue. None: what is below this object.")]
        private List<SkinnedMeshRenderer> _renderers = new List<SkinnedMeshRenderer>();

        [SerializeField]
        [Tooltip("What moves the shapes. None: what is recognised by their names.")]
        private MienMapping? _mapping;

        [SerializeField]
        [Tooltip("Which kind of shapes moves what it can, by its name, as arkit or vroid. Empty: the one that fits best.")]
        private string _prefer = "";

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("How much of the motion is shown.")]
        private float _weight = 1;

        [SerializeField]
        [Tooltip("What a whole shape is: 100 on most meshes, 1 on some.")]
        private float _maxBlendShapeValue = 100;

        [SerializeField]
        [Tooltip("When in a frame the face is moved.")]
        private FaceTiming _timing = FaceTiming.LateUpdate;

        [SerializeField]
        [Tooltip("Looks along its +Z, +Y up, when the character looks straight ahead. None: this object.")]
        private Transform? _root;

        [SerializeField]
        private HeadBones _headBones = new HeadBones();

        [SerializeField]
        private EyeBones _eyes = new EyeBones();

        [SerializeField]
        private JawBone _jaw = new JawBone();

        private readonly List<DrivenMesh> _meshes = new List<DrivenMesh>();
        private bool _isBound;

        /// <summary>Whose motion is shown.</summary>
        public MienCharacter Character
        {
            get
            {
                if (_character == null)
                {
                    _character = MienCharacter.Of(this);
                }
                return _character;
            }
            set => _character = value;
        }

        /// <summary>Everything that has shapes of the face; <see cref="Rebind"/> after a change.</summary>
        public List<SkinnedMeshRenderer> Renderers => _renderers;

        /// <summary>Mapping of the shapes; null for the one recognised by their names.</summary>
        public MienMapping? Mapping
        {
            get => _mapping;
            set
            {
                _mapping = value;
                Rebind();
            }
        }

        /// <summary>
        /// Name of the preset whose shapes move whatever part of the face they can; empty for the one that fits best.
        /// </summary>
        public string Prefer
        {
            get => _prefer;
            set
            {
                _prefer = value;
                Rebind();
            }
        }

        /// <summary>Weight of the motion, 0..1.</summary>
        public float Weight
        {
            get => _weight;
            set => _weight = Mathf.Clamp01(value);
        }

        /// <summary>Weight of a whole shape: 100 on most meshes.</summary>
        public float MaxBlendShapeValue
        {
            get => _maxBlendShapeValue;
            set => _maxBlendShapeValue = value;
        }

        /// <summary>Moment in a frame at which the face is moved.</summary>
        public FaceTiming Timing
        {
            get => _timing;
            set => _timing = value;
        }

        /// <summary>Transform that looks along +Z when the character looks ahead; <see cref="Rebind"/> after a change.</summary>
        public Transform Root
        {
            get => _root != null ? _root : transform;
            set => _root = value;
        }

        /// <summary>The bones that turn the head; <see cref="Rebind"/> after a change of bones.</summary>
        public HeadBones HeadBones => _headBones;

        /// <summary>Driver of the eyes; <see cref="Rebind"/> after a change of bones.</summary>
        public EyeBones Eyes => _eyes;

        /// <summary>Driver of the mouth; <see cref="Rebind"/> after a change of bones.</summary>
        public JawBone Jaw => _jaw;

        /// <summary>True if something else moves the face for now, such as a timeline.</summary>
        public bool IsOverridden { get; set; }

        /// <summary>The meshes that are moved.</summary>
        internal IReadOnlyList<DrivenMesh> Meshes
        {
            get
            {
                Bind();
                return _meshes;
            }
        }

        /// <summary>
        /// Finds what of the character this can move: meshes below it, and bones of a humanoid where none are named.
        /// </summary>
        public void FindParts()
        {
            _renderers.Clear();
            foreach (DrivenMesh mesh in Driven(GetComponentsInChildren<SkinnedMeshRenderer>(true)))
            {
                if (mesh.Driver.Count > 0)
                {
                    _renderers.Add(mesh.Renderer);
                }
            }
            Animator animator = GetComponentInChildren<Animator>();
            _headBones.FindIn(animator);
            _eyes.FindIn(animator);
            Rebind();
        }

        /// <summary>Takes what is set now, and the pose that the bones have now for that of rest.</summary>
        public void Rebind()
        {
            Release();
        }

        /// <summary>Shows the character's face.</summary>
        public void Apply()
        {
            if (Character.HasFace)
            {
                Apply(Character.Face);
            }
        }

        /// <summary>Shows a face, in the axes of the wire.</summary>
        public void Apply(MotionFrame frame)
        {
            Bind();
            Span<float> coefficients = stackalloc float[Expression.Count];
            frame.Coefficients.CopyTo(coefficients);
            if (_jaw.IsShapeAtRest)
            {
                coefficients[JawOpen] = 0;
            }
            for (int at = 0; _eyes.AreShapesAtRest && at < EyeDirections.Length; at++)
            {
                coefficients[EyeDirections[at]] = 0;
            }
            for (int at = 0; at < _meshes.Count; at++)
            {
                _meshes[at].Apply(coefficients, _maxBlendShapeValue * _weight);
            }
            _headBones.Apply(frame, _weight);
            _eyes.Apply(frame, _weight);
            _jaw.Apply(frame, _weight);
        }

        private void Reset()
        {
            FindParts();
        }

        private void OnEnable()
        {
            if (_character == null)
            {
                _character = MienCharacter.Of(this);
            }
            Bind();
        }

        private void Update()
        {
            ApplyAt(FaceTiming.Update);
        }

        private void FixedUpdate()
        {
            ApplyAt(FaceTiming.FixedUpdate);
        }

        private void LateUpdate()
        {
            ApplyAt(FaceTiming.LateUpdate);
        }

        private void OnDisable()
        {
            Release();
        }

        private void ApplyAt(FaceTiming timing)
        {
            if (_timing == timing && !IsOverridden)
            {
                Apply();
            }
        }

        private void Bind()
        {
            if (_isBound)
            {
                return;
            }
            _isBound = true;
            if (_renderers.Count == 0)
            {
                FindParts();
                _isBound = true;
            }
            _meshes.AddRange(Driven(_renderers));
            _headBones.Bind(Root);
            _eyes.Bind(Root);
            _jaw.Bind(Root);
        }

        /// <summary>Moving shapes of some meshes.</summary>
        private List<DrivenMesh> Driven(IReadOnlyList<SkinnedMeshRenderer> renderers)
        {
            var meshes = new List<DrivenMesh>();
            RecognisedFace? recognised = _mapping == null ? new RecognisedFace(renderers, _prefer) : null;
            for (int at = 0; at < renderers.Count; at++)
            {
                if (renderers[at] != null)
                {
                    List<CharacterShape> shapes = MeshShapes.Of(renderers[at]);
                    ShapeDriver driver = recognised is null
                        ? ShapeDriver.Mapped(shapes, _mapping!)
                        : ShapeDriver.Recognised(shapes, recognised.On(at));
                    meshes.Add(new DrivenMesh(renderers[at], driver));
                }
            }
            return meshes;
        }

        private void Release()
        {
            foreach (DrivenMesh mesh in _meshes)
            {
                mesh.Release();
            }
            _headBones.Release();
            _eyes.Release();
            _jaw.Release();
            _meshes.Clear();
            _isBound = false;
        }

        private static int[] Beginning(string start)
        {
            var found = new List<int>();
            for (int at = 0; at < Expression.Count; at++)
            {
                if (Expression.Names[at].StartsWith(start, StringComparison.Ordinal))
                {
                    found.Add(at);
                }
            }
            return found.ToArray();
        }
    }
}
