"""Motion as JSON that explains itself."""

import json
from pathlib import Path

from mien_bridge.formats.base import COLUMNS, DECIMALS, MotionInfo, rows
from mien_bridge.formats.text import TextWriter
from mien_protocol.motion import Motion

__all__ = ["JsonWriter"]

_CONVENTIONS = {
    "time_s": "seconds of the recording's audio",
    "expression": "the 52 ARKit coefficients, 0..1; left and right are the character's",
    "head_q": "unit quaternion w, x, y, z: rotation from the neutral head, +X the character's left, +Y up, +Z ahead",
    "head": "metres from the neutral head, the same axes",
    "gaze": "radians relative to the head; yaw to the character's left, pitch up",
}


class JsonWriter(TextWriter):
    """One object: what the numbers mean, `columns`, and `frames`, a row of numbers each; constant memory."""

    def __init__(self, path: Path, info: MotionInfo) -> None:
        """Writes everything before the first frame."""
        super().__init__(path, info)
        head = {
            "format": "mien-motion",
            "version": 1,
            "source": info.source,
            "rate_hz": float(info.rate_hz) if info.rate_hz.denominator > 1 else info.rate_hz.numerator,
            "rate": str(info.rate_hz),
            "seed": info.seed,
            "conventions": _CONVENTIONS,
            "columns": COLUMNS,
        }
        self._file.write(json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}") + ',\n "frames": [')
        self._separator = "\n"

    def write(self, motion: Motion) -> None:
        """Writes one array a frame."""
        for row in rows(motion):
            self._file.write(
                self._separator + "  [" + ", ".join(repr(round(float(value), DECIMALS)) for value in row) + "]"
            )
            self._separator = ",\n"

    def close(self) -> None:
        """Closes the brackets and the file."""
        self._file.write("\n ]\n}\n")
        super().close()
