"""Generator of the C# and TypeScript messages from their declarations in `mien_protocol`.

`python3 run.py generate` writes them. It is a tool of the repository, not part of the package that users install.
"""
