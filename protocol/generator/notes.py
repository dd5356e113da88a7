"""Notes of declarations: the texts that become doc comments in other languages."""

import ast
import inspect
import itertools
import re
import textwrap
from enum import Enum

__all__ = ["attribute_notes", "member_notes", "summary"]

_ENTRY = re.compile(r"^    (\w+): (.*)$")


def summary(cls: type) -> str:
    """The first line of a class's docstring."""
    return _docstring(cls).partition("\n")[0].strip()


def attribute_notes(cls: type) -> dict[str, str]:
    """Notes of a class's attributes, those of its bases included, from the section `Attributes`."""
    notes: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        notes.update(_section(base.__doc__ or ""))
    return notes


def member_notes(cls: type[Enum]) -> dict[str, str]:
    """Notes of an enumeration's members, which follow them as strings."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    notes: dict[str, str] = {}
    for node, follower in itertools.pairwise(body):
        if isinstance(node, ast.Assign) and isinstance(follower, ast.Expr) and isinstance(node.targets[0], ast.Name):
            notes[node.targets[0].id] = ast.literal_eval(follower.value)
    return notes


def _docstring(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "")


def _section(docstring: str) -> dict[str, str]:
    _, found, section = inspect.cleandoc(docstring).partition("Attributes:\n")
    notes: dict[str, str] = {}
    name = ""
    for line in section.splitlines() if found else ():
        entry = _ENTRY.match(line)
        if entry:
            name = entry[1]
            notes[name] = entry[2]
        elif line.startswith("     ") and name:
            notes[name] += f" {line.strip()}"
        elif line.strip():
            break
    return notes
