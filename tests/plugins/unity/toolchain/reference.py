"""The package's reference, made of its comments: `python -m tests.plugins.unity.toolchain.reference` writes it anew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.plugins.unity.toolchain.project import PACKAGE

__all__ = ["REFERENCE", "made"]

REFERENCE = PACKAGE / "Documentation~" / "reference.md"

_CHAPTERS = {
    "Components": ("Runtime/Unity",),
    "Timeline": ("Runtime/Timeline",),
    "VRM": ("Runtime/Vrm10", "Runtime/Vrm0"),
    "Baking in the editor": ("Editor/Baking",),
    "The client": ("Runtime/Core/Client", "Runtime/Core/Bake", "Runtime/Core/Streams", "Runtime/Core/Time"),
    "Wishes and controls": ("Runtime/Core/Messages/Values",),
    "Motion": ("Runtime/Core/Motion", "Runtime/Core/Space", "Runtime/Core/Mapping", "Runtime/Core/Rig"),
    "Ways to the daemon": ("Runtime/Core/Transport", "Runtime/Core/Zmtp", "Runtime/Libzmq"),
}
_TYPE = re.compile(
    r"^    public (?:(?:sealed|static|abstract|partial|readonly|ref) )*(?:class|struct|interface|enum) (\w+(?:<\w+>)?)"
)
_MEMBER = re.compile(r"^        (?:public|protected) (?!const )(.+?)(?: =>| = |;|$)")
_ENTRY = re.compile(r"^        (\w+)(?: = [^,]+)?,$")
_SUMMARY = re.compile(r"<summary>(.*?)</summary>", re.DOTALL)
_TAGS = (
    (re.compile(r'<(?:see cref|see langword|paramref name|typeparamref name)="([^"]+)"\s*/>'), r"`\1`"),
    (re.compile(r"<c>(.*?)</c>"), r"`\1`"),
    (re.compile(r"</?para>"), " "),
    (re.compile(r"\s+"), " "),
)
_HEAD = """\
# Mien for Unity: reference

Every public type and member that games and tools are likely to use, with what its comment says; made by
`python -m tests.plugins.unity.toolchain.reference`. How they are used together is in [the guide](../README.md).
"""


@dataclass
class _Type:
    summary: str = ""
    members: list[tuple[str, str]] = field(default_factory=list)


def made() -> str:
    """The reference as it ought to be."""
    parts = [_HEAD]
    for chapter, folders in _CHAPTERS.items():
        types: dict[str, _Type] = {}
        for path in sorted(path for folder in folders for path in (PACKAGE / folder).rglob("*.cs")):
            _read(path, types)
        parts.append(f"\n## {chapter}\n")
        parts += [_told(name, one) for name, one in sorted(types.items())]
    return "".join(parts)


def _told(name: str, one: _Type) -> str:
    rows = "".join(f"| `{member}` | {_cell(summary)} |\n" for member, summary in one.members)
    table = f"\n| | |\n|---|---|\n{rows}" if rows else ""
    return f"\n### {name}\n\n{one.summary}\n{table}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _read(path: Path, types: dict[str, _Type]) -> None:
    """Adds the public types of a file; those in several files are put together. What is inherited is told there."""
    here: _Type | None = None
    for comment, line in _declarations(path):
        if named := _TYPE.match(line):
            here = types.setdefault(named[1], _Type())
            here.summary = _summary(comment) or here.summary
        elif line.startswith("    ") and not line.startswith("     "):
            here = None
        elif (
            here is not None
            and "<inheritdoc/>" not in comment
            and (member := _MEMBER.match(line) or _ENTRY.match(line))
        ):
            here.members.append((_short(member[1]), _summary(comment)))


def _declarations(path: Path) -> Iterator[tuple[str, str]]:
    """Lines that declare something, each with the comment before it; attributes are passed over."""
    comment: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        bare = line.strip()
        if bare.startswith("///"):
            comment.append(bare.removeprefix("///"))
        elif comment and not bare.startswith("["):
            yield "\n".join(comment), line
            comment = []
        elif _TYPE.match(line) or (line.startswith("    ") and line[4:5].isalpha()):
            yield "", line


def _short(declaration: str) -> str:
    """A declaration without what goes without saying."""
    return re.sub(r"\b(?:override|virtual|abstract|static|readonly|event) |\s*\{.*$", "", declaration).strip()


def _summary(comment: str) -> str:
    found = _SUMMARY.search(comment)
    text = found[1] if found else ""
    for pattern, replacement in _TAGS:
        text = pattern.sub(replacement, text)
    return text.strip()


if __name__ == "__main__":
    REFERENCE.parent.mkdir(exist_ok=True)
    REFERENCE.write_text(made(), encoding="utf-8")
