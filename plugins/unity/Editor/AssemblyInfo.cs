using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Mien.Headless.Tests")]
