#nullable enable
using Mien.Core;
using Mien.Core.Messages;
using UnityEngine;

namespace Mien
{
    /// <summary>
    /// Shows a face texture on a mask: the mesh that comes with the texture, in the photo's own shape, or bent onto a head by
    /// landmarks. For heads without a face of their own, such as a mannequin, a robot or a hologram; put it below the head's
    /// bone. The mask keeps its shape: what moves is the picture. Where its renderer has no material, it gets the portrait's.
    /// </summary>
    [AddComponentMenu("Mien/Mien Face Mask")]
    [RequireComponent(typeof(MeshFilter), typeof(MeshRenderer))]
    [DisallowMultipleComponent]
    public sealed class MienFaceMask : MonoBehaviour
    {
        [SerializeField]
        [Tooltip("Whose pictures; of layout Texture. None: the one on this object or above it.")]
        private MienFaceTexture? _texture;

        [SerializeField]
        [Tooltip("Where the landmarks are, in this object's axes. None: the photo's own shape, metres.")]
        private MienLandmarks? _landmarks;

        [SerializeField]
        [HideInInspector]
        private Shader? _shader = null;

        private FaceMesh? _worn;
        private Mesh? _mesh;
        private Material? _material;

        /// <summary>Whose pictures are shown.</summary>
        public MienFaceTexture? Texture
        {
            get => _texture;
            set => _texture = value;
        }

        /// <summary>Places of the landmarks, in this object's axes; null for the photo's own shape.</summary>
        public MienLandmarks? Landmarks
        {
            get => _landmarks;
            set
            {
                _landmarks = value;
                _worn = null;
            }
        }

        private void OnEnable()
        {
            if (_texture == null)
            {
                _texture = GetComponentInParent<MienFaceTexture>();
            }
            try
            {
                PutMaterial(GetComponent<MeshRenderer>());
            }
            catch (MienException error)
            {
                MienCharacter.Of(this).Fail(error.Message);
            }
            if (_texture != null)
            {
                _texture.Target = GetComponent<MeshRenderer>();
            }
        }

        private void LateUpdate()
        {
            FaceMesh? mesh = _texture != null ? _texture.Mesh : null;
            if (mesh is null || mesh == _worn)
            {
                return;
            }
            _worn = mesh;
            try
            {
                Put(_landmarks == null ? FaceMask.Build(mesh) : FaceMask.Build(mesh, _landmarks.Places));
            }
            catch (MienException error)
            {
                _texture!.Character.Fail(error.Message);
            }
        }

        private void OnDisable()
        {
            Put(null);
            _worn = null;
            if (_material != null)
            {
                GetComponent<MeshRenderer>().sharedMaterial = null;
                Destroy(_material);
                _material = null;
            }
        }

        private void PutMaterial(MeshRenderer renderer)
        {
            if (renderer.sharedMaterial == null)
            {
                _material = new Material(NamedShader.Require(_shader, NamedShader.Portrait));
                renderer.sharedMaterial = _material;
            }
        }

#if UNITY_EDITOR
        // What was saved before there was the reference gets it, and builds have the shader.
        private void OnValidate()
        {
            _shader = _shader != null ? _shader : Shader.Find(NamedShader.Portrait);
        }
#endif

        private void Put(Mesh? mesh)
        {
            GetComponent<MeshFilter>().sharedMesh = mesh;
            if (_mesh != null)
            {
                Destroy(_mesh);
            }
            _mesh = mesh;
        }
    }
}
