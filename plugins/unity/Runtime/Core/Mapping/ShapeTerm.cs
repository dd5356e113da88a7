#nullable enable

namespace Mien.Core.Mapping
{
    /// <summary>One coefficient's share in a shape.</summary>
    public readonly struct ShapeTerm
    {
        /// <summary>A share.</summary>
        public ShapeTerm(int coefficient, float weight)
        {
            Coefficient = coefficient;
            Weight = weight;
        }

        /// <summary>Index in <see cref="Rig.Expression"/>.</summary>
        public int Coefficient { get; }

        /// <summary>Its weight; may be negative.</summary>
        public float Weight { get; }
    }
}
