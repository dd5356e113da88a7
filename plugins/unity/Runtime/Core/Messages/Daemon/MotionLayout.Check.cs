#nullable enable
using Mien.Core.Wire;

namespace Mien.Core.Messages
{
    public sealed partial class MotionLayout
    {
        /// <summary>Checks that a layout with a latent has a size of it, and one without has none.</summary>
        partial void CheckFields(in HeaderMap map)
        {
            if (HasLatents != LatentSize > 0)
            {
                throw map.Wrong("latent_size", "1..1024 for layout m1l, 0 for m1", LatentSize.ToString());
            }
        }
    }
}
