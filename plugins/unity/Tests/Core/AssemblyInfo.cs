using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.Unity.Tests")]
[assembly: InternalsVisibleTo("Mien.Headless.Tests")]
