#nullable enable
using System.Collections.Generic;
using Mien.Core.Mapping;
using Mien.Core.Rig;

namespace Mien.Editing
{
    /// <summary>Report on what of a character is moved, and what is not.</summary>
    internal sealed class MappingReport
    {
        internal MappingReport(MienFace face)
        {
            int moved = 0;
            int meshes = 0;
            foreach (DrivenMesh mesh in face.Meshes)
            {
                moved += mesh.Driver.Count;
                meshes++;
                foreach (string name in mesh.Driver.Unmapped)
                {
                    Unmapped.Add(mesh.Renderer.name + ": " + name);
                }
            }
            if (face.Mapping == null)
            {
                ShapeMatch match = new RecognisedFace(face.Renderers, face.Prefer).Match;
                foreach (RegionChoice choice in match.Choices)
                {
                    Lines.Add(choice.ToString());
                }
                if (match.Empty.Count > 0)
                {
                    Lines.Add("empty, so left out: " + match.Empty.Count + " shapes");
                }
            }
            IsEmpty = moved == 0;
            Summary = IsEmpty
                ? "Nothing here is recognised. Name the meshes that have the face's shapes, and a mapping if their names are unusual."
                : moved + " shapes on " + meshes + " meshes are moved by " + Expression.Count + " coefficients.";
            Lines.Insert(0, Summary);
        }

        /// <summary>True if nothing is moved.</summary>
        internal bool IsEmpty { get; }

        /// <summary>Amount of movement.</summary>
        internal string Summary { get; }

        /// <summary>Amount of movement; then, without a mapping, each part of the face by what and why.</summary>
        internal List<string> Lines { get; } = new List<string>();

        /// <summary>Shapes that nothing moves, each after its mesh.</summary>
        internal List<string> Unmapped { get; } = new List<string>();
    }
}
