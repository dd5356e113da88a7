#nullable enable
using System.Collections.Generic;

namespace Mien.Core.Mapping
{
    /// <summary>A shape that a character has.</summary>
    public readonly struct CharacterShape
    {
        /// <summary>A shape of a mesh.</summary>
        public CharacterShape(string name, int mesh = 0, bool isEmpty = false)
        {
            Name = name;
            Mesh = mesh;
            IsEmpty = isEmpty;
        }

        /// <summary>Its name.</summary>
        public string Name { get; }

        /// <summary>Index of the character's mesh that it is on.</summary>
        public int Mesh { get; }

        /// <summary>True if it moves nothing: tools give a mesh all names of a kind, and leave most empty.</summary>
        public bool IsEmpty { get; }

        /// <summary>Shapes of one mesh, of which each moves something.</summary>
        public static List<CharacterShape> Of(IReadOnlyList<string> names)
        {
            var shapes = new List<CharacterShape>(names.Count);
            foreach (string name in names)
            {
                shapes.Add(new CharacterShape(name));
            }
            return shapes;
        }
    }
}
