"""A public speaker's head, brows and lips: 68 tracked landmarks at 25 fps, without sound.

The head's rotation comes from the landmarks alone: rigid structure and motion by factorisation (Tomasi &
Kanade, Shape and motion from image streams under orthography, IJCV 9, 1992) over the points that neither
speech nor brows move.
"""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.spatial.transform import Rotation

__all__ = ["RATE_HZ", "Take", "read_takes"]

RATE_HZ = 25

_RIGID: Final = np.array([*range(27, 36), 36, 39, 42, 45])
"""Nose ridge and base, and the corners of the eyes."""
_CUT_PX = 20.0
"""No head moves this far in 40 ms; the median over landmarks, since single ones slip without a cut."""
_SHORTEST_TAKE_S = 6.0
_EYES_APART_M: Final = 0.063
"""Mean distance of adult pupils (Dodgson 2004): the scale that one camera cannot tell."""
_CAMERA_M: Final = 0.6
_TRACKER_NOISE_FRAMES = 1.0
"""Width of the Gaussian that removes the tracker's jitter: 3 dB down at 3.3 Hz, above what heads do (1-2 Hz)."""


@dataclass(frozen=True, slots=True)
class Take:
    """An uncut stretch of the speaker.

    Attributes:
        head_rad: Yaw (to the speaker's left), pitch (down), roll about the forward axis; from the
            recording's mean pose; shape (frames, 3).
        place_m: Where the middle between the ears is, from its mean: to the speaker's left, up, towards the
            camera; metres, shape (frames, 3). Depth assumes a camera 0.6 m away.
        brow: Height of the brows over the eyes from its mean, in eye widths apart, shape (frames,).
        aperture: Inner lip gap in distances between the eyes, shape (frames,).
        lids: Eye opening over eye width, mean of both eyes, shape (frames,).
    """

    head_rad: NDArray[np.float64]
    place_m: NDArray[np.float64]
    brow: NDArray[np.float64]
    aperture: NDArray[np.float64]
    lids: NDArray[np.float64]


def read_takes(folder: Path) -> list[Take]:
    """All uncut stretches of at least 6 s.

    Raises:
        FileNotFoundError: If the folder holds no recordings.
    """
    paths = sorted(folder.glob("speech_*.npz"))
    if not paths:
        raise FileNotFoundError(f"expected speech_*.npz in {folder}, found none")
    takes: list[Take] = []
    for path in paths:
        with np.load(path) as recording:
            points = recording["points"].astype(np.float64)
        takes += _takes_of(points)
    return takes


def _takes_of(points: NDArray[np.float64]) -> list[Take]:
    rotation = _head_angles(points)
    breaks = np.flatnonzero(np.median(np.linalg.norm(np.diff(points, axis=0), axis=2), axis=1) > _CUT_PX) + 1
    edges = [0, *breaks.tolist(), len(points)]
    return [
        _take(points[start:end], rotation[start:end])
        for start, end in itertools.pairwise(edges)
        if end - start >= _SHORTEST_TAKE_S * RATE_HZ
    ]


def _take(points: NDArray[np.float64], head_rad: NDArray[np.float64]) -> Take:
    right, left = points[:, 36:42].mean(axis=1), points[:, 42:48].mean(axis=1)
    across = left - right
    eyes = np.linalg.norm(across, axis=1)
    up = np.stack([across[:, 1], -across[:, 0]], axis=1) / eyes[:, None]
    brows = points[:, 17:27].mean(axis=1) - 0.5 * (left + right)
    # A nod foreshortens the distance from eye to brow; divide it out.
    brow = np.sum(brows * up, axis=1) / eyes / np.cos(head_rad[:, 1])
    place = _place_m(points, eyes / np.cos(head_rad[:, 0]))
    smooth = gaussian_filter1d(np.column_stack([head_rad, place, brow]), _TRACKER_NOISE_FRAMES, axis=0)
    smooth[:, 3:] -= smooth[:, 3:].mean(axis=0)
    aperture = np.linalg.norm(points[:, 62] - points[:, 66], axis=1) / eyes
    return Take(smooth[:, :3], smooth[:, 3:6], smooth[:, 6], aperture, _lid_opening(points))


def _place_m(points: NDArray[np.float64], eyes_px: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middle between the ears, near which heads turn, from the distance of the eyes seen from the front."""
    usual_px = np.median(eyes_px)
    between_ears = 0.5 * (points[:, 0] + points[:, 16])
    metres = between_ears * (_EYES_APART_M / usual_px)
    nearer = gaussian_filter1d(eyes_px, 1.5) / usual_px - 1.0
    return np.column_stack([metres[:, 0], -metres[:, 1], _CAMERA_M * nearer])


def _lid_opening(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Eye aspect ratio (Soukupova & Cech 2016), mean of both eyes."""
    ratios = []
    for first in (36, 42):
        eye = points[:, first : first + 6]
        height = np.linalg.norm(eye[:, 1] - eye[:, 5], axis=1) + np.linalg.norm(eye[:, 2] - eye[:, 4], axis=1)
        ratios.append(0.5 * height / np.linalg.norm(eye[:, 0] - eye[:, 3], axis=1))
    return np.asarray(np.mean(ratios, axis=0))


def _head_angles(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Yaw, pitch and roll of each frame from the recording's mean pose, shape (frames, 3), radians."""
    rigid = points[:, _RIGID] * np.array([1.0, -1.0])
    centred = rigid - rigid.mean(axis=1, keepdims=True)
    scale = np.sqrt(np.mean(centred**2, axis=(1, 2), keepdims=True))
    stacked = (centred / scale).transpose(0, 2, 1).reshape(-1, len(_RIGID))
    left, singular, _ = np.linalg.svd(stacked, full_matrices=False)
    motion = left[:, :3] * np.sqrt(singular[:3])
    motion = motion @ _metric_upgrade(motion)
    rows = motion.reshape(-1, 2, 3)
    rows /= np.linalg.norm(rows, axis=2, keepdims=True)
    forward = np.cross(rows[:, 0], rows[:, 1])
    rotations = Rotation.from_matrix(_orthonormal(np.stack([rows[:, 0], rows[:, 1], forward], axis=1)))
    relative = rotations * rotations.mean().inv()
    angles = relative.as_euler("YXZ")
    return _unreflected(angles, centred / scale)


def _metric_upgrade(motion: NDArray[np.float64]) -> NDArray[np.float64]:
    """The 3 x 3 matrix that makes each frame's two rows orthogonal and equally long, in least squares."""
    x, y = motion[0::2], motion[1::2]

    def products(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
        i, j = np.triu_indices(3)
        return np.where(i == j, a[:, i] * b[:, j], a[:, i] * b[:, j] + a[:, j] * b[:, i])

    system = np.vstack([products(x, y), products(x, x) - products(y, y), products(x, x).mean(axis=0)])
    goal = np.zeros(len(system))
    goal[-1] = 1.0
    system[-1] *= len(x)
    goal[-1] *= len(x)
    solution = np.linalg.lstsq(system, goal, rcond=None)[0]
    symmetric = np.zeros((3, 3))
    symmetric[np.triu_indices(3)] = solution
    symmetric = symmetric + symmetric.T - np.diag(np.diag(symmetric))
    values, vectors = np.linalg.eigh(symmetric)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 1e-6)))


def _orthonormal(matrices: NDArray[np.float64]) -> NDArray[np.float64]:
    u, _, vt = np.linalg.svd(matrices)
    return np.asarray(u @ vt)


def _unreflected(angles: NDArray[np.float64], rigid: NDArray[np.float64]) -> NDArray[np.float64]:
    """Resolves the sign of depth: when the head turns to the left, the nose tip moves left between the eyes.

    Factorisation cannot tell a face from its hollow mask; the mirrored solution has yaw and pitch negated.
    """
    nose = rigid[:, 3, 0] - rigid[:, [9, 12], 0].mean(axis=1)
    flip = np.sign(np.corrcoef(angles[:, 0], nose)[0, 1])
    return np.asarray(angles * np.array([flip, flip, 1.0]))
