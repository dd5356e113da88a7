#nullable enable
using System.Collections.Generic;
using System.Linq;

namespace Mien.Core.Mapping
{
    /// <summary>Preset that moves a part of the face, with the reason.</summary>
    public sealed class RegionChoice
    {
        private const int MostNames = 3;

        private readonly FaceRegion _region;
        private readonly ShapeCandidate _taken;
        private readonly IReadOnlyList<ShapeCandidate> _others;
        private readonly bool _isPreferred;

        internal RegionChoice(
            FaceRegion region, ShapeCandidate taken, IReadOnlyList<ShapeCandidate> others, bool isPreferred)
        {
            _region = region;
            _taken = taken;
            _others = others;
            _isPreferred = isPreferred;
        }

        /// <summary>The part of the face, as <c>mouth</c>.</summary>
        public string Region => _region.Name;

        /// <summary>The preset that moves it.</summary>
        public ShapePreset Preset => _taken.Preset;

        internal IReadOnlyList<BoundShape> Shapes => _taken.Shapes;

        /// <summary>In words: <c>mouth by VRoid (5 of 5 shapes), not by ARKit (0 of 28; moves nothing: jawOpen)</c>.</summary>
        public override string ToString()
        {
            string preferred = _isPreferred ? ", as preferred" : "";
            string said = Region + " by " + Preset.Title + " (" + Count(_taken) + " shapes" + Still(_taken) + preferred + ")";
            var told = new HashSet<string>(_taken.Empty.Select(ShapeSpelling.Of));
            foreach (ShapeCandidate other in _others)
            {
                // Presets share names, so what is empty is told once; of what is there by chance nothing is told.
                List<string> fresh = other.Empty.Select(ShapeSpelling.Of).Where(name => !told.Contains(name)).ToList();
                if (fresh.Count > 0 || other.Share >= FaceRegions.Enough)
                {
                    bool isUseless = other.Moving > 0 && !other.IsUseful;
                    string useless = isUseless ? "; has no " + string.Join(" or ", _region.Needs) : "";
                    said += ", not by " + other.Preset.Title + " (" + Count(other) + Still(other) + useless + ")";
                    told.UnionWith(fresh);
                }
            }
            return said;
        }

        private static string Count(ShapeCandidate candidate)
        {
            return candidate.Moving + " of " + candidate.Expected;
        }

        private static string Still(ShapeCandidate candidate)
        {
            int count = candidate.Empty.Count;
            string more = count > MostNames ? " and " + (count - MostNames) + " more" : "";
            string names = string.Join(", ", candidate.Empty.Take(MostNames)) + more;
            return count == 0 ? "" : "; " + (count == 1 ? "moves" : "move") + " nothing: " + names;
        }
    }
}
