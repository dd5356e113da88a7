"""Compiles with Roslyn, in a process of its own: `python worker.py PLACES`, jobs as JSON on stdin, one a line.

A job has the `name` of an assembly, `arguments` of the C# compiler, `references` besides netstandard2.1's, and where it
goes, `out`. For each a line comes back: what the compiler `said`, and whether there is an assembly (`success`).
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"


_UNNECESSARY_USING = "CS8019"


class Compiler:
    """Roslyn within this process."""

    def __init__(self, roslyn: Path, dotnet_root: Path, runtime_config: Path, standard: Path) -> None:
        """Starts the runtime and loads the compiler; `standard` is the folder of .NET Core 3.1's assemblies."""
        from clr_loader import get_coreclr
        from pythonnet import set_runtime

        set_runtime(get_coreclr(runtime_config=str(runtime_config), dotnet_root=str(dotnet_root)))
        import clr

        clr.AddReference("System.Reflection.Metadata")
        clr.AddReference("System.Collections.Immutable")
        clr.AddReference(str(roslyn / "Microsoft.CodeAnalysis.dll"))
        clr.AddReference(str(roslyn / "Microsoft.CodeAnalysis.CSharp.dll"))
        from Microsoft.CodeAnalysis import MetadataReference

        self._standard = [MetadataReference.CreateFromFile(str(path)) for path in standard_assemblies(standard)]

    def compile(self, job: dict[str, Any]) -> dict[str, Any]:
        """Does one job."""
        import System
        from Microsoft.CodeAnalysis import (
            DesktopAssemblyIdentityComparer,
            MetadataReference,
            SyntaxTree,
        )
        from Microsoft.CodeAnalysis.CSharp import (
            CSharpCommandLineParser,
            CSharpCompilation,
            CSharpSyntaxTree,
        )
        from Microsoft.CodeAnalysis.Text import SourceText
        from System.Collections.Generic import List

        typed = System.Array[System.String](job["arguments"])
        options = CSharpCommandLineParser.Default.Parse(typed, str(Path.cwd()), None, None)
        trees, references = List[SyntaxTree](), List[MetadataReference]()
        for source in options.SourceFiles:
            text = SourceText.From(System.IO.File.ReadAllText(source.Path), System.Text.Encoding.UTF8)
            trees.Add(CSharpSyntaxTree.ParseText(text, options.ParseOptions, source.Path))
        for reference in self._standard:
            references.Add(reference)
        for path in job["references"]:
            references.Add(MetadataReference.CreateFromFile(path))
        # Libraries made for another profile of .NET refer to the same types under other names.
        settings = options.CompilationOptions.WithAssemblyIdentityComparer(DesktopAssemblyIdentityComparer.Default)
        compilation = CSharpCompilation.Create(job["name"], trees, references, settings)
        return self._emit(compilation, Path(job["out"]))

    def _emit(self, compilation: Any, out: Path) -> dict[str, Any]:
        import System
        from Microsoft.CodeAnalysis import DiagnosticSeverity

        library, symbols = System.IO.MemoryStream(), System.IO.MemoryStream()
        result = compilation.Emit(library, symbols)
        said = [
            each.ToString()
            for each in result.Diagnostics
            if each.Severity in (DiagnosticSeverity.Error, DiagnosticSeverity.Warning) and not each.IsSuppressed
        ]
        # The compiler keeps it to itself.
        said += [each.ToString() for each in compilation.GetDiagnostics() if each.Id == _UNNECESSARY_USING]
        if result.Success and not said:
            System.IO.File.WriteAllBytes(str(out.with_suffix(".pdb")), symbols.ToArray())
            System.IO.File.WriteAllBytes(str(out), library.ToArray())
        return {"success": bool(result.Success) and not said, "said": said}


def standard_assemblies(folder: Path) -> list[Path]:
    """What stands in for netstandard2.1: its facade in .NET Core 3.1, what that forwards to, and nothing else.

    So a library of Core alone, as System.Text.Json, is refused as Unity refuses it; a few members that Core's classes
    have and the standard's lack are let pass.
    """
    from System.IO import File
    from System.Reflection.Metadata import PEReaderExtensions
    from System.Reflection.PortableExecutable import PEReader

    file = PEReader(File.OpenRead(str(folder / "netstandard.dll")))
    facts = PEReaderExtensions.GetMetadataReader(file)
    named = [facts.GetString(facts.GetAssemblyReference(each).Name) for each in facts.AssemblyReferences]
    file.Dispose()
    names = dict.fromkeys(["netstandard", "System.Private.CoreLib", "System.Private.Uri", *named])
    return [path for name in names if (path := folder / f"{name}.dll").is_file()]


def main(root: str) -> None:
    """Does every job on stdin, until one fails."""
    places = json.loads(root)
    compiler = Compiler(*(Path(places[name]) for name in ("roslyn", "dotnet_root", "runtime_config", "standard")))
    for line in sys.stdin:
        done = compiler.compile(json.loads(line))
        sys.stdout.write(json.dumps(done) + "\n")
        if not done["success"]:
            return


if __name__ == "__main__":
    main(sys.argv[1])
