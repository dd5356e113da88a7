#nullable enable
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>How frames of motion are to be read.</summary>
    public sealed class MotionLayout
    {
        /// <summary>Coefficients of an expression.</summary>
        public const int ExpressionCount = 52;

        internal MotionLayout(in HeaderMap map)
        {
            HasLatents = map.Choice("layout", Names.MotionLayouts) == 1;
            ExpressionNames = map.Texts("expression_names", 64, ExpressionCount);
            LatentModel = map.TextOrNull("latent_model", 128);
            LatentSize = (int)map.Integer("latent_size", 0, 1024);
            if (HasLatents != LatentSize > 0)
            {
                throw map.Wrong("latent_size", "1..1024 for layout m1l, 0 for m1", LatentSize.ToString());
            }
        }

        /// <summary>Whether a latent follows the face.</summary>
        public bool HasLatents { get; }

        /// <summary>The 52 coefficients, in their order in a frame.</summary>
        public IReadOnlyList<string> ExpressionNames { get; }

        /// <summary>Which model's latent it is; null without latents.</summary>
        public string? LatentModel { get; }

        /// <summary>Numbers of a latent, 1..1024; 0 without latents.</summary>
        public int LatentSize { get; }
    }
}
