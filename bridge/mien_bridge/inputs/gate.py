"""A noise gate and push-to-talk for a microphone."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from mien_bridge.inputs.level import measure_dbfs
from mien_bridge.inputs.sound import PIECE, SILENCE, Samples
from mien_protocol.errors import MienError

__all__ = ["Gate", "GateOptions"]

_HYSTERESIS_DB: Final = 6.0
"""Drop in level before speech counts as over: the ends of words fall off by that much."""

_HOLD: Final = 20
"""Pieces, 400 ms, that the gate stays open after the last loud one: a pause between words, or the closure of a `p`."""

_BEFORE: Final = 4
"""Pieces, 80 ms, heard from before the gate opened: an `s` or an `f` begins so much earlier than it is loud."""

_PAID_BACK: Final = PIECE // 20
"""Samples by which silence is shortened, a piece, until what was given in advance is made up for: 5 %, unseen."""


@dataclass(frozen=True, slots=True)
class GateOptions:
    """Options of the gate.

    Attributes:
        threshold_dbfs: How loud sound must be, dB below full scale, -90..0; None hears everything.
        push_to_talk: Whether only what is said while the key is held is heard.
    """

    threshold_dbfs: float | None = None
    push_to_talk: bool = False

    def __post_init__(self) -> None:
        """Checks the threshold.

        Raises:
            MienError: If it is out of range.
        """
        if self.threshold_dbfs is not None and not -90.0 <= self.threshold_dbfs <= 0.0:
            raise MienError(
                f"the noise gate must be -90 to 0 dB below full scale, such as -45; got {self.threshold_dbfs:g}"
            )


class Gate:
    """Lets pieces of sound through, or silence in their place.

    When it opens, what came just before is let through at once with the piece that opened it, so that beginnings of
    words are not cut off and nothing is late. Silence is a little shorter afterwards: in the long run as much comes out
    as went in.

    Attributes:
        is_talking: Whether the key of push-to-talk is held.
    """

    def __init__(self, options: GateOptions) -> None:
        """Starts closed, unless everything is to be heard."""
        self.is_talking = False
        self._options = options
        self._held: deque[Samples] = deque(maxlen=_BEFORE)
        self._left = 0
        self._ahead = 0

    @property
    def is_open(self) -> bool:
        """True while sound is let through."""
        if self._options.push_to_talk and not self.is_talking:
            return False
        return self._options.threshold_dbfs is None or self._left > 0

    def push(self, piece: Samples) -> Samples:
        """Takes a piece of 20 ms; returns what is heard in its place, which may be longer or shorter."""
        was_open = self.is_open
        self._listen(piece)
        if not self.is_open:
            return self._silence(piece)
        if was_open:
            return piece
        # Speech from before the key was pressed is private.
        before = [] if self._options.push_to_talk else list(self._held)
        self._held.clear()
        self._ahead += PIECE * len(before)
        return np.concatenate([*before, piece])

    def _listen(self, piece: Samples) -> None:
        threshold = self._options.threshold_dbfs
        if threshold is None:
            return
        loud = max(measure_dbfs(half) for half in np.array_split(piece, 2))
        if loud >= threshold - (_HYSTERESIS_DB if self._left else 0.0):
            self._left = _HOLD
        else:
            self._left = max(self._left - 1, 0)

    def _silence(self, piece: Samples) -> Samples:
        self._held.append(piece)
        short = min(self._ahead, _PAID_BACK)
        self._ahead -= short
        return SILENCE[short:]
