using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.SceneBench")]
