"""The golden messages as files, one each."""

import json
from pathlib import Path
from typing import Any

from mien_protocol.vectors.baking import bake_vectors
from mien_protocol.vectors.control import control_vectors
from mien_protocol.vectors.golden import Golden
from mien_protocol.vectors.malformed import malformed_vectors
from mien_protocol.vectors.streaming import stream_vectors
from mien_protocol.vectors.websocket import envelope_vectors, malformed_envelope_vectors

__all__ = ["VECTORS_FOLDER", "golden_vectors", "vector_files", "write_vectors"]

VECTORS_FOLDER = Path(__file__).parents[2] / "vectors"
"""Their place in the source tree."""


def golden_vectors() -> list[Golden]:
    """Every message that must be read."""
    return [*control_vectors(), *stream_vectors(), *bake_vectors()]


def vector_files() -> dict[str, str]:
    """The text of each file, by its path within the folder."""
    good = {f"{vector.name}.json": _text(vector.as_json()) for vector in golden_vectors()}
    bad = {f"malformed/{vector.name}.json": _text(vector.as_json()) for vector in malformed_vectors()}
    envelopes = {f"websocket/{vector.name}.json": _text(vector.as_json()) for vector in envelope_vectors()}
    broken = {
        f"websocket/malformed/{vector.name}.json": _text(vector.as_json()) for vector in malformed_envelope_vectors()
    }
    return good | bad | envelopes | broken


def write_vectors(folder: Path) -> None:
    """Writes every file, and removes those that there are no more."""
    files = vector_files()
    for name in ("malformed", "websocket/malformed"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path in folder.rglob("*.json"):
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _text(value: dict[str, Any]) -> str:
    """JSON with one key a line: a change shows as one, and no line of 52 numbers becomes 52."""
    lines = [f"  {json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"
