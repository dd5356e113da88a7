using System.Collections.Generic;

namespace UnityEngine
{
    public sealed class Shader : Object
    {
        private static readonly Dictionary<string, int> Ids = new Dictionary<string, int>();
        private static readonly Dictionary<string, Shader> Known = new Dictionary<string, Shader>();

        // Not the engine's: here any shader is found whose name begins so.
        public static List<string> Families { get; } = new List<string> { "Mien/", "Standard", "Unlit/" };

        public static int PropertyToID(string name)
        {
            if (!Ids.TryGetValue(name, out int id))
            {
                id = Ids.Count + 1;
                Ids.Add(name, id);
            }
            return id;
        }

        public static Shader Find(string name)
        {
            if (!Families.Exists(name.StartsWith))
            {
                return null;
            }
            if (!Known.TryGetValue(name, out Shader shader))
            {
                shader = new Shader { name = name };
                Known.Add(name, shader);
            }
            return shader;
        }
    }
}
