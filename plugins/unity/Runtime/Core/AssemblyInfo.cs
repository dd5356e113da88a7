using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.Core.Tests")]
[assembly: InternalsVisibleTo("Mien.Unity.Tests")]
[assembly: InternalsVisibleTo("Mien.Headless.Tests")]
[assembly: InternalsVisibleTo("Mien.ScenePlayer")]
[assembly: InternalsVisibleTo("Mien.Bench")]
[assembly: InternalsVisibleTo("Mien.SceneBench")]
