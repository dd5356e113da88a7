"""The .meta files of the package; `python -m tests.plugins.unity.toolchain.metas` adds those that are missing.

A GUID is made from the path at which a file is first seen, and never changed: who moves a file moves its .meta too.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from tests.plugins.unity.toolchain.project import PACKAGE

__all__ = ["add_missing", "guid_of", "meta_of", "owners"]

_EXTERNAL = "externalObjects: {}"
_IMPORTERS = {
    ".cs": (
        "MonoImporter",
        [_EXTERNAL, "serializedVersion: 2", "defaultReferences: []", "executionOrder: 0", "icon: {instanceID: 0}"],
    ),
    ".asmdef": ("AssemblyDefinitionImporter", [_EXTERNAL]),
    ".hlsl": ("ShaderIncludeImporter", [_EXTERNAL]),
    ".shader": ("ShaderImporter", [_EXTERNAL, "defaultTextures: []", "nonModifiableTextures: []"]),
    ".asset": ("NativeFormatImporter", [_EXTERNAL, "mainObjectFileID: 11400000"]),
    ".mat": ("NativeFormatImporter", [_EXTERNAL, "mainObjectFileID: 2100000"]),
    ".prefab": ("PrefabImporter", [_EXTERNAL]),
    ".md": ("TextScriptImporter", [_EXTERNAL]),
    ".json": ("TextScriptImporter", [_EXTERNAL]),
    ".txt": ("TextScriptImporter", [_EXTERNAL]),
}
_ALWAYS = ["userData: ", "assetBundleName: ", "assetBundleVariant: "]


def owners(package: Path = PACKAGE) -> Iterator[Path]:
    """Every file and folder of a package that has a .meta.

    A folder that ends in ~ has none, but what is in samples has: it is copied into a project as it is.
    """
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        hidden = any(part.startswith(".") for part in inside.parts) or inside.parts[0] == "Documentation~"
        if not hidden and path.suffix != ".meta" and not path.name.endswith("~"):
            yield path


def meta_of(path: Path) -> Path:
    """The .meta of a file or folder."""
    return path.with_name(path.name + ".meta")


def guid_of(meta: Path) -> str:
    """The GUID in a .meta.

    Raises:
        ValueError: If there is none.
    """
    found = re.search(r"^guid: ([0-9a-f]{32})$", meta.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{meta} has no GUID")
    return found[1]


def add_missing(package: Path = PACKAGE) -> list[Path]:
    """Writes the .meta of each file and folder that has none; returns them."""
    added = []
    for owner in owners(package):
        meta = meta_of(owner)
        if not meta.exists():
            meta.write_text(_content(owner, owner.relative_to(package).as_posix()), encoding="utf-8", newline="\n")
            added.append(meta)
    return added


def _content(owner: Path, name: str) -> str:
    guid = hashlib.sha256(f"com.mien.face/{name}".encode()).hexdigest()[:32]
    importer, settings = _IMPORTERS.get(owner.suffix, ("DefaultImporter", [_EXTERNAL]))
    lines = ["fileFormatVersion: 2", f"guid: {guid}"]
    if owner.is_dir():
        importer, settings = "DefaultImporter", [_EXTERNAL]
        lines.append("folderAsset: yes")
    elif owner.name == "package.json":
        importer = "PackageManifestImporter"
    return "\n".join([*lines, f"{importer}:", *(f"  {each}" for each in [*settings, *_ALWAYS])]) + "\n"


if __name__ == "__main__":
    add_missing()
