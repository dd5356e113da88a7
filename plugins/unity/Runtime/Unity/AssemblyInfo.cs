using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.Unity.Editor")]
[assembly: InternalsVisibleTo("Mien.Timeline")]
[assembly: InternalsVisibleTo("Mien.Vrm10")]
[assembly: InternalsVisibleTo("Mien.Vrm0")]
[assembly: InternalsVisibleTo("Mien.Unity.Tests")]
[assembly: InternalsVisibleTo("Mien.Headless.Tests")]
[assembly: InternalsVisibleTo("Mien.ScenePlayer")]
[assembly: InternalsVisibleTo("Mien.SceneBench")]
