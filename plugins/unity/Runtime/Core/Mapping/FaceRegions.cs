#nullable enable
// Generated from protocol/presets/matching.json by `python3 run.py generate`; edit that.

namespace Mien.Core.Mapping
{
    /// <summary>The parts of a face, and what share of a preset is enough to be taken for one.</summary>
    internal static class FaceRegions
    {
        internal const double Enough = 0.8;

        internal static readonly FaceRegion[] All =
        {
            new FaceRegion("mouth", new[] { "jaw", "mouth", "tongue" }, new[] { "jawOpen" }),
            new FaceRegion("lids", new[] { "eyeBlink", "eyeSquint", "eyeWide" }, new[] { "eyeBlinkLeft", "eyeBlinkRight" }),
            new FaceRegion("gaze", new[] { "eyeLook" }, new string[0]),
            new FaceRegion("brows", new[] { "brow" }, new string[0]),
            new FaceRegion("cheeks", new[] { "cheek", "nose" }, new string[0]),
        };
    }
}
