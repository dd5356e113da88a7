#nullable enable
// Generated from mien_protocol by `python3 run.py generate`: change the declaration there, not this file.
using System.Collections.Generic;
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    /// <summary>Layout of the frames of motion.</summary>
    public sealed partial class MotionLayout
    {
        internal MotionLayout(in HeaderMap map)
        {
            HasLatents = map.Choice("layout", Names.MotionLayouts) == 1;
            ExpressionNames = map.Texts("expression_names", 64, 52);
            LatentModel = map.TextOrNull("latent_model", 128);
            LatentSize = (int)map.Integer("latent_size", 0, 1024);
            CheckFields(map);
        }

        /// <summary>true if the motion latent follows the face.</summary>
        public bool HasLatents { get; }

        /// <summary>The 52 coefficients, in their order in a frame.</summary>
        public IReadOnlyList<string> ExpressionNames { get; }

        /// <summary>Name of the model whose latent it is; null without latents.</summary>
        public string? LatentModel { get; }

        /// <summary>Numbers of a latent, 1..1024; 0 without latents.</summary>
        public int LatentSize { get; }

        partial void CheckFields(in HeaderMap map);
    }
}
