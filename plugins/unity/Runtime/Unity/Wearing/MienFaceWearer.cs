#nullable enable
using System.Collections.Generic;
using Mien.Core;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// Lets a character wear a face texture on its own skin: gives its mesh the texture's UV as a fourth set, and its material
    /// a shader that lays the face over the skin. The character goes on moving by its own shapes.
    /// </summary>
    [AddComponentMenu("Mien/Mien Face Wearer")]
    [RequireComponent(typeof(SkinnedMeshRenderer))]
    [DisallowMultipleComponent]
    public sealed class MienFaceWearer : MonoBehaviour
    {
        /// <summary>Index of the UV set that the shaders read.</summary>
        internal const int Channel = 3;

        [SerializeField]
        [Tooltip("Whose pictures; of layout Texture. None: the one on this object or above it.")]
        private MienFaceTexture? _texture;

        [SerializeField]
        [Tooltip("Where the landmarks are on the mesh.")]
        private MienLandmarks? _landmarks;

        [SerializeField]
        [Tooltip("What was fitted before, so that it need not be done again each time.")]
        private MienFaceFit? _fit;

        [SerializeField]
        [Min(0)]
        [Tooltip("Which of the renderer's materials is the skin.")]
        private int _materialIndex = 0;

        [SerializeField]
        [Range(0, 1)]
        [Tooltip("How much of the face is shown.")]
        private float _weight = 1;

        [SerializeField]
        [HideInInspector]
        private Shader? _shader = null;

        private SkinnedMeshRenderer? _renderer;
        private FaceMesh? _worn;
        private Mesh? _ownMesh;
        private Mesh? _wearingMesh;
        private Material? _ownMaterial;
        private Material? _wearingMaterial;

        /// <summary>Whose pictures are worn.</summary>
        public MienFaceTexture? Texture
        {
            get => _texture;
            set => _texture = value;
        }

        /// <summary>Places of the landmarks on the mesh.</summary>
        public MienLandmarks? Landmarks
        {
            get => _landmarks;
            set
            {
                _landmarks = value;
                _worn = null;
            }
        }

        /// <summary>Fit made before, or when the first picture came.</summary>
        public MienFaceFit? Fit
        {
            get => _fit;
            set
            {
                _fit = value;
                _worn = null;
            }
        }

        /// <summary>Weight of the face, 0..1.</summary>
        public float Weight
        {
            get => _weight;
            set => _weight = Mathf.Clamp01(value);
        }

        private void OnEnable()
        {
            _renderer = GetComponent<SkinnedMeshRenderer>();
            if (_texture == null)
            {
                _texture = GetComponentInParent<MienFaceTexture>();
            }
        }

        private void LateUpdate()
        {
            if (_texture == null || _texture.Mesh is null || _texture.Texture == null)
            {
                return;
            }
            if (_texture.Mesh != _worn)
            {
                _worn = _texture.Mesh;
                TryWear(_texture.Mesh);
            }
            if (_wearingMaterial != null)
            {
                _wearingMaterial.SetTexture(FaceProperties.FaceTexture, _texture.Texture);
                _wearingMaterial.SetTexture(FaceProperties.AlphaTexture, _texture.AlphaTexture!);
                _wearingMaterial.SetFloat(FaceProperties.HasAlphaTexture, _texture.AlphaTexture != null ? 1 : 0);
                _wearingMaterial.SetFloat(FaceProperties.FaceWeight, _weight);
            }
        }

        private void OnDisable()
        {
            TakeOff();
            _worn = null;
        }

        private void TryWear(FaceMesh mesh)
        {
            TakeOff();
            try
            {
                Wear(mesh, _renderer!);
            }
            catch (MienException error)
            {
                _texture!.Character.Fail(error.Message);
            }
        }

        private void Wear(FaceMesh mesh, SkinnedMeshRenderer renderer)
        {
            Mesh own = renderer.sharedMesh;
            if (own == null || !own.isReadable)
            {
                throw new MienException("the mesh of " + name + " cannot be read: enable Read/Write in its import settings");
            }
            if (_fit == null || !_fit.Suits(own.vertexCount, mesh.UvLayout))
            {
                _fit = MienFaceFit.Make(mesh, own.vertices, PlacesOrNone());
            }
            Material[] materials = renderer.sharedMaterials;
            Shader shader = NamedShader.Require(_shader, NamedShader.Skin);
            if (_materialIndex >= materials.Length)
            {
                throw new MienException("expected a material " + _materialIndex + " on " + name + ", got " + materials.Length);
            }
            _ownMesh = own;
            _wearingMesh = Instantiate(own);
            _wearingMesh.SetUVs(Channel, new List<Vector3>(_fit.Places));
            renderer.sharedMesh = _wearingMesh;
            _ownMaterial = materials[_materialIndex];
            _wearingMaterial = new Material(_ownMaterial) { shader = shader };
            materials[_materialIndex] = _wearingMaterial;
            renderer.sharedMaterials = materials;
        }

#if UNITY_EDITOR
        // What was saved before there was the reference gets it, and builds have the shader.
        private void OnValidate()
        {
            _shader = _shader != null ? _shader : Shader.Find(NamedShader.Skin);
        }
#endif

        private IReadOnlyList<FaceLandmark> PlacesOrNone()
        {
            return _landmarks != null ? _landmarks.Places : new List<FaceLandmark>();
        }

        private void TakeOff()
        {
            if (_renderer == null || _wearingMesh == null)
            {
                return;
            }
            Material[] materials = _renderer.sharedMaterials;
            materials[_materialIndex] = _ownMaterial!;
            _renderer.sharedMaterials = materials;
            _renderer.sharedMesh = _ownMesh;
            Destroy(_wearingMaterial);
            Destroy(_wearingMesh);
            _wearingMaterial = null;
            _wearingMesh = null;
        }
    }
}
