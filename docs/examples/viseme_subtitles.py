"""An output of one's own: the mouth's shapes as WebVTT, which any video player shows as subtitles.

    [project.entry-points."mien.outputs"]
    visemes = "viseme_subtitles:VISEMES"

Then the studio offers it, and so does a profile (docs/live.md):

    [[output]]
    kind = "visemes"
    file = "talk.vtt"
"""

from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from mien_bridge.outputs import MotionOutput, OutputKind, Setting
from mien_protocol.client import StreamedFrame
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["VISEMES", "VisemeSubtitles", "viseme_of"]

_JAW, _CLOSE, _PUCKER = (EXPRESSION_INDEX[name] for name in ("jawOpen", "mouthClose", "mouthPucker"))
_STRETCH = [EXPRESSION_INDEX[name] for name in ("mouthStretchLeft", "mouthStretchRight")]


def viseme_of(expression: NDArray[np.float32]) -> str:
    """Names the shape of a mouth: `closed`, `rounded`, `spread`, `open` or `rest`.

    Args:
        expression: ARKit coefficients, shape (52,), 0..1.
    """
    opening = float(expression[_JAW] - expression[_CLOSE])
    if opening < 0.02:
        return "closed" if expression[_CLOSE] > 0.02 else "rest"
    if expression[_PUCKER] > 0.25:
        return "rounded"
    return "spread" if float(expression[_STRETCH].mean()) > 0.15 else "open"


class VisemeSubtitles(MotionOutput):
    """Writes a cue for as long as the mouth keeps one shape."""

    def __init__(self, path: Path) -> None:
        """Writes to `path`, which is replaced."""
        self._path = path
        self._file: IO[str] | None = None
        self._shape, self._since_ns, self._last_ns = "rest", 0, 0

    def open(self) -> None:
        """Begins the file."""
        try:
            self._file = self._path.open("w", encoding="utf-8")
        except OSError as error:
            raise MienError(f"cannot write {self._path}: {error.strerror}; choose another file") from error
        self._file.write("WEBVTT\n\n")

    def send(self, frame: StreamedFrame) -> None:
        """Ends the cue if the mouth has changed its shape."""
        shape = viseme_of(frame.expression)
        if shape != self._shape:
            self._end_cue(frame.time_ns)
            self._shape, self._since_ns = shape, frame.time_ns
        self._last_ns = frame.time_ns

    def close(self) -> None:
        """Ends the last cue and the file."""
        if self._file is not None:
            self._end_cue(self._last_ns)
            self._file.close()
            self._file = None

    def _end_cue(self, end_ns: int) -> None:
        if self._file is not None and end_ns > self._since_ns and self._shape != "rest":
            self._file.write(f"{_clock(self._since_ns)} --> {_clock(end_ns)}\n{self._shape}\n\n")


def _clock(time_ns: int) -> str:
    """Time as WebVTT writes it: hours, minutes, seconds, milliseconds."""
    seconds, ms = divmod(time_ns // 1_000_000, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


VISEMES = OutputKind(
    "visemes",
    "Visemes as subtitles",
    (Setting("file", "visemes.vtt", "The file that is written."),),
    lambda settings: VisemeSubtitles(Path(settings["file"])),
)
