"""Completing a picture: what stands behind a person, made of what stands beside it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mien_inference.face.arrays import Floats32, Ints, Pixels
from mien_inference.face.photo.inpaint import fill
from mien_inference.face.photo.patches import PATCH_RADIUS_PX, match_patches, mix_patches, peel

__all__ = ["complete"]

_FINEST_PX, _COARSEST_PX = 256, 64
"""Longer side of the picture where patches are matched last and first; finer detail is taken along."""

_MIXES = 2
"""Rounds of matching and mixing patches at a coarse scale, for each halving; one is enough at the finest."""

_ROUNDS = 2
_TRUST_IN_HOLE, _TRUST_FADES_PX = 0.3, 5.0
"""A filled pixel counts so much beside a known one, and the less the further in it lies: the rim leads."""

_STEP_BLUR_PX, _STEP_FADES_PX = 2.0, 14.0
"""A step of brightness at the rim is judged over about so many pixels, and evened out over so many."""

_FINER_PX, _GRAIN_LEVELS = 1.2, 16.0
"""Detail finer than this at the finest scale, in its pixels, is grain up to so many levels."""

_LEAST_SOURCES = 64
"""With fewer patches to choose from, a smooth fill is better than repeating them."""


@dataclass(frozen=True, slots=True)
class _Level:
    """The picture at one scale."""

    image: Floats32
    hole: NDArray[np.bool_]
    trust: Floats32
    centres: Ints
    allowed: NDArray[np.bool_]


def complete(picture: Floats32, hole: Pixels, random: np.random.Generator) -> Floats32:
    """Fills a hole with patches of the rest, from coarse to fine (Wexler, Shechtman and Irani 2007).

    Structure is settled at a few hundred pixels; the detail of the full picture, its grain included, is copied
    from where the structure came from. What the fill lacks in brightness beside the known pixels is made up for.

    Args:
        picture: Levels, shape (height, width, 3).
        hole: 1 where the picture is unknown, shape (height, width).
        random: Where candidates come from: the same numbers, the same fill.
    """
    if not hole.any():
        return picture
    levels = [_level(picture, hole, side) for side in _sides(max(hole.shape))]
    levels = [level for level in levels if np.count_nonzero(level.allowed) >= _LEAST_SOURCES]
    smooth = fill(picture, 1.0 - hole.astype(np.float32))
    if not levels:
        return smooth
    image, field = _peeled(levels[0])
    for level in levels:
        image = np.asarray(cv2.resize(image, level.hole.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)
        field = _finer(field, level.allowed)
        image, mixed = _settled(level, image, field, random)
    return _with_detail(picture, smooth, hole, image + _step_at_rim(levels[-1], mixed), field)


def _peeled(level: _Level) -> tuple[Floats32, Ints]:
    """A first fill, from the rim inwards, and where it comes from."""
    inside_px = cv2.distanceTransform(level.hole.astype(np.uint8), cv2.DIST_L2, 3)
    order = np.argsort(inside_px[tuple(level.centres.T)], kind="stable")
    image, field = level.image.copy(), np.full((*level.hole.shape, 2), -1, np.int32)
    sources = np.argwhere(level.allowed).astype(np.int32)
    peel(image, 1 - level.hole.astype(np.float32), level.centres[order], sources, field)
    return image, field


def _settled(level: _Level, image: Floats32, field: Ints, random: np.random.Generator) -> tuple[Floats32, Floats32]:
    """The fill improved at one scale, and what its patches make of the known pixels at the rim besides."""
    misses = np.zeros(level.hole.shape, np.float32)
    image = mixed = np.where(level.hole[..., None], image, level.image)
    coarser = _FINEST_PX // max(level.hole.shape)
    for _ in range(1 if coarser <= 1 else _MIXES * coarser):
        match_patches(image, level.trust, level.centres, level.allowed, field, misses, _ROUNDS, random)
        mixed = mix_patches(image, level.centres, field, level.trust)
        image = np.where(level.hole[..., None], mixed, level.image)
    return image, mixed


def _step_at_rim(level: _Level, mixed: Floats32) -> Floats32:
    """Difference of the patches from the known pixels at the rim, carried on into the hole and fading there."""
    covered = np.zeros(level.hole.shape, np.uint8)
    covered[tuple(level.centres.T)] = 1
    near = ((covered > 0) & ~level.hole).astype(np.float32)
    lack = cv2.GaussianBlur((level.image - mixed) * near[..., None], (0, 0), _STEP_BLUR_PX)
    weight = cv2.GaussianBlur(near, (0, 0), _STEP_BLUR_PX)
    step = fill(np.asarray(lack / np.maximum(weight, 1e-4)[..., None], np.float32), near)
    inside_px = cv2.distanceTransform(level.hole.astype(np.uint8), cv2.DIST_L2, 3)
    return np.asarray(step * (level.hole * np.exp(-inside_px / _STEP_FADES_PX))[..., None], np.float32)


def _sides(side: int) -> list[int]:
    """Longer sides from coarse to fine."""
    sides = [min(side, _FINEST_PX)]
    while sides[-1] >= 2 * _COARSEST_PX:
        sides.append(sides[-1] // 2)
    return sides[::-1]


def _level(picture: Floats32, hole: Pixels, side: int) -> _Level:
    scale = side / max(hole.shape)
    size = tuple(max(2 * PATCH_RADIUS_PX + 2, round(length * scale)) for length in hole.shape[::-1])
    known = 1 - hole.astype(np.float32)
    share = np.asarray(cv2.resize(known, size, interpolation=cv2.INTER_AREA), np.float32)
    colour = cv2.resize(picture * known[..., None], size, interpolation=cv2.INTER_AREA)
    small_hole = share < 0.999
    image = np.asarray(colour / np.maximum(share, 1e-4)[..., None], np.float32)
    window = np.ones((2 * PATCH_RADIUS_PX + 1,) * 2, np.uint8)
    touched = cv2.dilate(small_hole.astype(np.uint8), window) > 0
    inner = np.zeros(small_hole.shape, bool)
    inner[PATCH_RADIUS_PX:-PATCH_RADIUS_PX, PATCH_RADIUS_PX:-PATCH_RADIUS_PX] = True
    inside_px = cv2.distanceTransform(small_hole.astype(np.uint8), cv2.DIST_L2, 3)
    return _Level(
        image=image,
        hole=small_hole,
        trust=np.where(small_hole, _TRUST_IN_HOLE * np.exp(-inside_px / _TRUST_FADES_PX), 1).astype(np.float32),
        centres=np.argwhere(touched & inner).astype(np.int32),
        allowed=~touched & inner,
    )


def _finer(field: Ints, allowed: NDArray[np.bool_]) -> Ints:
    """The field at a finer scale; where it would lead into the hole, to the nearest place where it may."""
    height, width = allowed.shape
    ys, xs = np.mgrid[0:height, 0:width]
    scale = np.array([height / field.shape[0], width / field.shape[1]])
    rows = np.minimum(((ys + 0.5) / scale[0]).astype(int), field.shape[0] - 1)
    columns = np.minimum(((xs + 0.5) / scale[1]).astype(int), field.shape[1] - 1)
    offset = np.rint((field[rows, columns] - np.dstack([rows, columns])) * scale).astype(int)
    there = np.clip(np.dstack([ys, xs]) + offset, 0, [height - 1, width - 1])
    _, labels = cv2.distanceTransformWithLabels(
        (~allowed).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    place = np.zeros((int(labels.max()) + 1, 2), np.int32)
    place[labels[allowed]] = np.argwhere(allowed)
    return np.asarray(place[labels[there[..., 0], there[..., 1]]], np.int32)


def _with_detail(picture: Floats32, smooth: Floats32, hole: Pixels, image: Floats32, field: Ints) -> Floats32:
    """The fill at full size, with the detail of where it comes from."""
    height, width = hole.shape
    scale = np.array([height / field.shape[0], width / field.shape[1]])
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    rows = np.minimum((ys + 0.5) / scale[0], field.shape[0] - 1).astype(int)
    columns = np.minimum((xs + 0.5) / scale[1], field.shape[1] - 1).astype(int)
    offset = (field[rows, columns] - np.dstack([rows, columns])) * scale
    blur_px = _FINER_PX * float(scale.mean())
    detail = smooth - cv2.GaussianBlur(smooth, (0, 0), blur_px)
    from_x, from_y = ((xs + offset[..., 1]).astype(np.float32), (ys + offset[..., 0]).astype(np.float32))
    taken = cv2.remap(detail, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    structure = cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC)
    # Mixing blurs where likes disagree: what one of them has more of is added, if it is grain and no edge of its own.
    lack = taken - (structure - cv2.GaussianBlur(structure, (0, 0), blur_px))
    added = np.clip(lack, -_GRAIN_LEVELS, _GRAIN_LEVELS)
    return np.asarray(np.where(hole[..., None] > 0, structure + added, picture), np.float32)
