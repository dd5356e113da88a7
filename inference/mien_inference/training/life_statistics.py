"""Statistics that tell a living head and face from a dead one."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROWS_PER_S
from mien_protocol.motion import Motion
from mien_protocol.quaternion import to_yaw_pitch_roll
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["LifeStatistics", "between_films", "life_statistics"]

Array = NDArray[np.float64]

_BANDS_HZ: Final = (0.0, 0.1, 0.5, 2.0, 5.0)
_EVERY: Final = ROWS_PER_S // 25
"""Cameras have 25 frames a second: speeds of people are measured between those."""
_RAISED: Final = 0.12
_SHORTEST_BLINK: Final = 0.3


@dataclass(frozen=True, slots=True)
class LifeStatistics:
    """Means over performances; triples are yaw, pitch and roll.

    Attributes:
        head_sd_deg: Standard deviations.
        speed_deg_s: Mean, median and 95th percentile of the angular speed.
        kurtosis: Of each angle's speed; 3 is a normal distribution's.
        bands: Share of each angle's power below 0.1 Hz, to 0.5, to 2 and to 5 Hz, shape (3, 4).
        held_s: Time after which each angle's autocorrelation is below 1/e.
        travel_cm: Standard deviations of x, y and z.
        brow: Mean and standard deviation of the raised inner brows.
        raises: Raises of the brows a minute, and their median length in seconds.
        blinks: Blinks a minute, and share of intervals under 0.6 s.
        smile: Mean and standard deviation of the mouth's corners.
        shifts_per_min: Shifts of the eyes a minute.
    """

    head_sd_deg: Array
    speed_deg_s: Array
    kurtosis: Array
    bands: Array
    held_s: Array
    travel_cm: Array
    brow: tuple[float, float]
    raises: tuple[float, float]
    blinks: tuple[float, float]
    smile: tuple[float, float]
    shifts_per_min: float


def life_statistics(films: Sequence[Motion]) -> LifeStatistics:
    """The statistics of some performances, 100 frames a second."""
    heads = [np.degrees(to_yaw_pitch_roll(film.head_wxyz))[::_EVERY] for film in films]
    speeds = np.concatenate([np.linalg.norm(np.diff(head, axis=0), axis=1) * 25.0 for head in heads])
    brows = [film.expression[:, EXPRESSION_INDEX["browInnerUp"]].astype(np.float64) for film in films]
    smiles = np.concatenate([film.expression[:, EXPRESSION_INDEX["mouthSmileLeft"]] for film in films])
    raises = [_raises(brow) for brow in brows]
    lids = [film.expression[:, EXPRESSION_INDEX["eyeBlinkLeft"]] for film in films]
    minutes = sum(len(film) for film in films) / ROWS_PER_S / 60.0
    intervals = np.concatenate([np.diff(_onsets(lid > _SHORTEST_BLINK)) for lid in lids]) / ROWS_PER_S
    return LifeStatistics(
        head_sd_deg=np.mean([head.std(axis=0) for head in heads], axis=0),
        speed_deg_s=np.array([speeds.mean(), *np.percentile(speeds, [50, 95])]),
        kurtosis=np.mean([_kurtosis(np.diff(head, axis=0)) for head in heads], axis=0),
        bands=np.mean([_bands(head) for head in heads], axis=0),
        held_s=np.mean([_held_s(head) for head in heads], axis=0),
        travel_cm=np.mean([100.0 * film.head_m.std(axis=0) for film in films], axis=0),
        brow=(float(np.concatenate(brows).mean()), float(np.concatenate(brows).std())),
        raises=(
            sum(len(lengths) for lengths in raises) / minutes,
            float(np.median(np.concatenate([*raises, np.zeros(1)]))),
        ),
        blinks=((len(intervals) + len(films)) / minutes, float(np.mean(intervals < 0.6))),
        smile=(float(smiles.mean()), float(smiles.std())),
        shifts_per_min=sum(_shifts(film) for film in films) / minutes,
    )


def between_films(films: Sequence[Motion]) -> Array:
    """Mean correlation of yaw, pitch and roll between two films, over all pairs, shape (3,)."""
    heads = [to_yaw_pitch_roll(film.head_wxyz) for film in films]
    pairs = [
        [np.corrcoef(one[:, axis][: len(other)], other[:, axis][: len(one)])[0, 1] for axis in range(3)]
        for index, one in enumerate(heads)
        for other in heads[:index]
    ]
    return np.asarray(np.mean(pairs, axis=0))


def _onsets(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.flatnonzero(flags[1:] & ~flags[:-1]) + 1


def _raises(brow: Array) -> Array:
    """Lengths of the raises, seconds: times over what the brows keep up a fifth of the time."""
    up = brow - np.percentile(brow, 20) > _RAISED
    starts, ends = _onsets(up), _onsets(~up)
    ends = ends[np.searchsorted(ends, starts[0], side="right") :] if len(starts) else ends
    count = min(len(starts), len(ends))
    return np.asarray((ends[:count] - starts[:count]) / ROWS_PER_S)


def _kurtosis(values: Array) -> Array:
    centred = values - values.mean(axis=0)
    return np.asarray((centred**4).mean(axis=0) / (centred**2).mean(axis=0) ** 2)


def _bands(head: Array) -> Array:
    power = np.abs(np.fft.rfft((head - head.mean(axis=0)) * np.hanning(len(head))[:, None], axis=0)) ** 2
    frequency = np.fft.rfftfreq(len(head), 1.0 / 25.0)
    inside = [power[(frequency >= low) & (frequency < high)].sum(axis=0) for low, high in itertools.pairwise(_BANDS_HZ)]
    return np.asarray(np.stack(inside, axis=1) / power.sum(axis=0)[:, None])


def _held_s(head: Array) -> Array:
    """By a course's own autocorrelation."""
    times = []
    for angle in (head - head.mean(axis=0)).T:
        spectrum = np.abs(np.fft.rfft(angle, 2 * len(angle))) ** 2
        correlation = np.fft.irfft(spectrum)[: len(angle)]
        times.append(np.argmax(correlation < correlation[0] / np.e) / 25.0)
    return np.array(times)


def _shifts(film: Motion) -> int:
    """Jumps of the gaze in the room: faster than 20 degrees a second."""
    yaw, pitch, _ = to_yaw_pitch_roll(film.head_wxyz).T
    in_room = film.gaze_rad + np.stack([yaw, -pitch], axis=1)
    speed = np.linalg.norm(np.diff(in_room, axis=0), axis=1) * ROWS_PER_S
    return len(_onsets(speed > np.radians(20.0)))
