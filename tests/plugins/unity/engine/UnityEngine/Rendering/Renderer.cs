namespace UnityEngine
{
    public class Renderer : Component
    {
        private readonly MaterialPropertyBlock _block = new MaterialPropertyBlock();
        private Material[] _materials = new Material[0];

        public bool enabled { get; set; } = true;

        public Material sharedMaterial
        {
            get => _materials.Length > 0 ? _materials[0] : null;
            set => _materials = new[] { value };
        }

        public Material[] sharedMaterials
        {
            get => (Material[])_materials.Clone();
            set => _materials = (Material[])value.Clone();
        }

        public void GetPropertyBlock(MaterialPropertyBlock properties)
        {
            _block.CopyTo(properties);
        }

        public void SetPropertyBlock(MaterialPropertyBlock properties)
        {
            if (properties is null)
            {
                _block.Clear();
            }
            else
            {
                properties.CopyTo(_block);
            }
        }
    }
}
