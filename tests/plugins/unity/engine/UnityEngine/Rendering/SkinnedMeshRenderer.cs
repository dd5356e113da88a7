using System;

namespace UnityEngine
{
    public class SkinnedMeshRenderer : Renderer
    {
        private float[] _weights = new float[0];
        private Mesh _mesh;

        public Mesh sharedMesh
        {
            get => _mesh;
            set
            {
                _mesh = value;
                Array.Resize(ref _weights, value == null ? 0 : value.blendShapeCount);
            }
        }

        public void SetBlendShapeWeight(int index, float value)
        {
            if ((uint)index >= (uint)_weights.Length)
            {
                throw new IndexOutOfRangeException("Array index (" + index + ") is out of bounds (size=" + _weights.Length + ")");
            }
            _weights[index] = value;
        }

        public float GetBlendShapeWeight(int index)
        {
            return _weights[index];
        }
    }
}
