"""Doc comments of C#, from the notes of the declarations."""

import re
import textwrap

from mien_protocol import messages
from protocol.generator.csharp.conventions import MENTIONS
from protocol.generator.declarations import every_choice
from protocol.generator.text import WIDTH

__all__ = ["element", "mentions", "summary"]

_KNOWN = {*messages.__all__, *(choice.name for choice in every_choice())}
_WORDS = {"None": "null", "True": "true", "False": "false"}


def summary(note: str, levels: int) -> list[str]:
    """The lines of a `summary`, indented by so many levels."""
    return element("summary", note, levels)


def element(tag: str, note: str, levels: int, attribute: str = "") -> list[str]:
    """The lines of any element: one where it fits, otherwise one for each tag and the text between."""
    start, text, end = f"<{tag}{attribute}>", mentions(note), f"</{tag}>"
    prefix = "    " * levels + "/// "
    if len(prefix + start + text + end) <= WIDTH:
        return [prefix + start + text + end]
    return [prefix + line for line in (start, *textwrap.wrap(text, WIDTH - len(prefix)), end)]


def mentions(note: str) -> str:
    """A note in XML: what stands in backticks becomes a reference or code, None becomes null."""
    if "<see " in note:
        return note
    escaped = note.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = re.sub(r"`([^`]+)`", _mention, escaped)
    return re.sub(r"\b(None|True|False)\b", lambda found: _WORDS[found[1]], marked)


def _mention(found: re.Match[str]) -> str:
    name = MENTIONS.get(found[1], found[1])
    return f'<see cref="{name}"/>' if found[1] in _KNOWN or name != found[1] else f"<c>{name}</c>"
