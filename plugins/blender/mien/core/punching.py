# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of a curve, of which some give place to others."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

__all__ = ["Keys", "punched"]

_LINEAR = 1
_AUTO_CLAMPED = 4
"""Blender's numbers for interpolation along straight lines, and for handles that see to themselves."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of one curve, named as Blender's keyframe points name them.

    Attributes:
        co: Frame and value of each, shape (keys, 2), frames increasing.
        handle_left: Where their left handles are, shape (keys, 2).
        handle_right: Where their right handles are, shape (keys, 2).
        interpolation: Blender's number for how the curve goes on after each, shape (keys,).
        handle_left_type: Blender's number for the kind of handle, shape (keys,).
        handle_right_type: The same for the right ones.
    """

    co: NDArray[np.float32]
    handle_left: NDArray[np.float32]
    handle_right: NDArray[np.float32]
    interpolation: NDArray[np.int32]
    handle_left_type: NDArray[np.int32]
    handle_right_type: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.co)

    @staticmethod
    def lines(frames: NDArray[np.floating], values: NDArray[np.floating]) -> "Keys":
        """Keys with straight lines between them; frames and values of shape (keys,)."""
        co = np.stack([frames, values], axis=1).astype(np.float32)
        line, handles = (np.full(len(co), number, np.int32) for number in (_LINEAR, _AUTO_CLAMPED))
        return Keys(co, co, co, line, handles, handles)


def punched(keys: Keys, new: Keys) -> Keys:
    """The keys with those between the first and the last of the new ones replaced.

    Args:
        keys: What there is.
        new: At least one.
    """
    frames = keys.co[:, 0]
    before, after = frames < new.co[0, 0], frames > new.co[-1, 0]
    parts = ((getattr(keys, field.name), getattr(new, field.name)) for field in fields(Keys))
    return Keys(*(np.concatenate([old[before], fresh, old[after]]) for old, fresh in parts))
