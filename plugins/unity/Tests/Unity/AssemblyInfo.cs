using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.Headless.Tests")]
[assembly: InternalsVisibleTo("Mien.SceneBench")]
