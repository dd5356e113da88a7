using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.ScenePlayer")]
