"""Seeds of performances, as programs give them and as they are on the wire."""

from typing import Final

__all__ = ["SEED_OF_SOUND", "from_wire_seed", "to_wire_seed"]

SEED_OF_SOUND: Final = -1
"""On the wire: the performance follows from the sound itself."""


def to_wire_seed(seed: int | None) -> int:
    """A seed as it goes over the wire; None is the sound's own."""
    return SEED_OF_SOUND if seed is None else seed


def from_wire_seed(seed: int) -> int | None:
    """A seed as a generator takes it; None is the sound's own."""
    return None if seed == SEED_OF_SOUND else seed
