using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.Core.Tests")]
[assembly: InternalsVisibleTo("Mien.Bench")]
