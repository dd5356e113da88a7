# SPDX-License-Identifier: GPL-3.0-or-later
"""A mapping as JSON: to keep, to give to others, to use for another character."""

import json
from typing import Any, Final

from mien_protocol.errors import MienError

from .mapping import BoneRole, BoneRow, FaceMapping, ShapeRow

__all__ = ["mapping_from_json", "mapping_to_json"]

FORMAT: Final = "mien-mapping-1"


def mapping_to_json(mapping: FaceMapping) -> str:
    """A mapping as text, a line for each shape and bone."""
    shapes = [
        {
            "object": row.object, "key": row.key, "weights": dict(row.weights),
            "gain": row.gain, "offset": row.offset, "low": row.low, "high": row.high,
        }
        for row in mapping.shapes
    ]  # fmt: skip
    bones = [
        {"object": row.object, "bone": row.bone, "role": row.role.value, "share": row.share} for row in mapping.bones
    ]
    lines = [f' "format": {json.dumps(FORMAT)}', f' "jaw": {json.dumps(dict(mapping.jaw))}']
    for name, rows in (("shapes", shapes), ("bones", bones)):
        inner = ",\n".join(f"  {json.dumps(row)}" for row in rows)
        lines.append(f' "{name}": [\n{inner}\n ]' if rows else f' "{name}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def mapping_from_json(text: str) -> FaceMapping:
    """The mapping that a text tells.

    Raises:
        MienError: If it tells none.
    """
    try:
        found = json.loads(text)
        if found["format"] != FORMAT:
            raise MienError(f"expected a mapping of format {FORMAT!r}, got {found['format']!r}")
        return FaceMapping(
            tuple(_shape(row) for row in found["shapes"]),
            tuple(_bone(row) for row in found["bones"]),
            _weights(found["jaw"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise MienError(
            f"this is no mapping of a character ({error!r}); export one to see what it looks like"
        ) from error


def _shape(row: dict[str, Any]) -> ShapeRow:
    numbers = (float(row.get(name, default)) for name, default in _NUMBERS.items())
    return ShapeRow(str(row["object"]), str(row["key"]), _weights(row["weights"]), *numbers)


def _bone(row: dict[str, Any]) -> BoneRow:
    return BoneRow(str(row["object"]), str(row["bone"]), BoneRole(row["role"]), float(row.get("share", 1.0)))


def _weights(found: dict[str, Any]) -> dict[str, float]:
    return {str(name): float(weight) for name, weight in found.items()}


_NUMBERS: Final = {"gain": 1.0, "offset": 0.0, "low": 0.0, "high": 1.0}
