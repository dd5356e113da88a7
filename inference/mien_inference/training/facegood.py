"""FACEGOOD's Audio2Face recordings: a Mandarin speaker, and the curves of an animator's rig at 30 frames a second.

A folder holds `NAME.opus`, `NAME.npz` with `weights`, shape (frames, 116), and `names.npy` (MIT licence as published).
The rig is not ARKit's; its columns are read as follows, with the two halves' mean where there are two.
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.lip_model import LIP_CHANNELS
from mien_protocol.errors import MienError

__all__ = ["RATE_HZ", "list_recordings", "read_lips"]

RATE_HZ: Final = 30

_COLUMNS: Final[dict[str, dict[str, float]]] = {
    # what each of the rig's shapes adds to a channel at full strength; lengths by what ARKit's likeness does
    "mouth_stretch_c": {"aperture": 0.25, "width": -0.03, "jaw": 1.0},
    "mouth_oh_c": {"aperture": 0.06, "width": -0.08, "rounding": 0.4, "flare": 0.5, "jaw": 0.2},
    "mouth_oo_c": {"width": -0.12, "rounding": 0.8, "flare": 0.2},
    "mouth_pucker": {"width": -0.15, "rounding": 1.0},
    "mouth_funnel_d": {"aperture": 0.045, "width": -0.04, "flare": 0.5},
    "mouth_funnel_u": {"aperture": 0.045, "width": -0.04, "flare": 0.5},
    "mouth_upperLipRaise": {"aperture": 0.05, "upper": 1.0},
    "mouth_lowerLipDepress": {"aperture": 0.05, "lower": 1.0},
    "mouth_lipStretch": {"width": 0.10},
    "mouth_lipCornerPull": {"width": 0.10},
    "mouth_press": {"aperture": -0.10},
}


def list_recordings(folder: Path) -> list[str]:
    """Names of the recordings, sorted.

    Raises:
        FileNotFoundError: If there are none.
    """
    names = sorted(path.stem for path in folder.glob("*.opus"))
    if not names:
        raise FileNotFoundError(f"expected *.opus in {folder}, found none: are these FACEGOOD's recordings?")
    return names


def read_lips(folder: Path, name: str) -> NDArray[np.float32]:
    """`LIP_CHANNELS` of one recording, shape (frames, 7).

    Raises:
        MienError: If the rig lacks a shape that is read.
    """
    places = {str(column): place for place, column in enumerate(np.load(folder / "names.npy"))}
    with np.load(folder / f"{name}.npz") as arrays:
        weights = arrays["weights"].astype(np.float32)
    lips = np.zeros((len(weights), len(LIP_CHANNELS)), np.float32)
    for shape, effects in _COLUMNS.items():
        halves = [
            places[part] for part in (shape, *(f"{shape}{_joint(shape)}{side}" for side in "lr")) if part in places
        ]
        if not halves:
            raise MienError(f"expected a column {shape!r} in {folder / 'names.npy'}: is this FACEGOOD's rig?")
        strength = weights[:, halves].mean(axis=1)
        for channel, effect in effects.items():
            lips[:, LIP_CHANNELS.index(channel)] += effect * strength
    lips[:, LIP_CHANNELS.index("aperture")] = np.maximum(lips[:, LIP_CHANNELS.index("aperture")], 0.0)
    return lips


def _joint(shape: str) -> str:
    return "" if shape.endswith(("_d", "_u")) else "_"
