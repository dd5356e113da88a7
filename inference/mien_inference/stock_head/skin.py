"""The skin's colour, painted as a function of where on the head a texel lies."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from mien_inference.stock_head.bake import TexelMap, map_texels
from mien_inference.stock_head.body import Body
from mien_inference.stock_head.hairline import above_hairline
from mien_inference.stock_head.occlusion import sky_visibility
from mien_inference.stock_head.paint import Color, Layer, jpeg, mixed, smoothstep
from mien_inference.stock_head.source import read_mask
from mien_inference.stock_head.strokes import brow_density
from mien_inference.stock_head.surface import Surface

__all__ = ["HAIR_COLOR", "paint_skin"]

HAIR_COLOR: Final[Color] = (0.20, 0.145, 0.115)
"""sRGB."""

_SIZE: Final[int] = 1024
_SKIN: Final[Color] = (0.825, 0.660, 0.565)
_BLOOD: Final[Color] = (0.80, 0.47, 0.40)
_LIPS: Final[Color] = (0.72, 0.42, 0.385)
_MOUTH: Final[Color] = (0.50, 0.22, 0.21)
_SHADOW: Final[Color] = (0.46, 0.27, 0.22)
# Where blood shines through: x (both sides), y over the eyes, z; radii; strength. Millimetres.
_FLUSH: Final[tuple[tuple[tuple[float, float, float], tuple[float, float, float], float], ...]] = (
    ((40, -36, 120), (22, 17, 40), 0.30),  # cheeks
    ((0, -38, 160), (11, 9, 16), 0.28),  # tip of the nose
    ((13, -43, 145), (8, 7, 14), 0.20),  # wings of the nose
    ((76, -20, 40), (8, 32, 25), 0.30),  # ears
    ((0, -98, 140), (17, 10, 25), 0.16),  # chin
    ((24, -11, 130), (13, 6, 20), 0.22),  # under the eyes
    ((27, 9, 130), (16, 6, 20), 0.20),  # upper lids
)


def paint_skin(data_dir: Path, body: Body, surface: Surface, map_uv: NDArray[np.float64], seed: int) -> bytes:
    """The texture of the skin as a JPEG file.

    Args:
        data_dir: Where MakeHuman's masks are.
        body: What the surface was cut from.
        surface: The skin, unwrapped.
        map_uv: Its vertices' UV in MakeHuman's own map, for the masks, shape (vertices, 2).
        seed: Of mottles and brow hairs.
    """
    generator = np.random.default_rng(seed)
    texels = map_texels(surface.uv, surface.triangles, _SIZE)
    points = texels.spread(body.points(surface))
    eye_height = float(body.skeleton.positions[-1, 1])
    lips, mouth, lids = (_mask(data_dir, name, texels, map_uv) for name in ("lips", "inside-mouth", "eyelids"))
    color = np.array(_SKIN) * _mottles(points, generator)
    color = mixed(color, _BLOOD, _flush(points, eye_height) + 0.12 * lids)
    color = mixed(color, _LIPS, 0.85 * lips)
    color = mixed(color, _MOUTH, mouth)
    color *= _shade(texels, body, surface)
    color = mixed(color, HAIR_COLOR, 0.85 * brow_density(points, eye_height, generator))
    color = mixed(color, HAIR_COLOR, 0.9 * smoothstep(above_hairline(points, eye_height), -0.006, 0.006))
    return jpeg(color)


def _mask(data_dir: Path, name: str, texels: TexelMap, map_uv: NDArray[np.float64]) -> Layer:
    mask = read_mask(data_dir, f"mpfb2/textures/mpfb_{name}.jpg")
    uv = texels.spread(map_uv)
    place = [(1.0 - uv[..., 1]) * len(mask) - 0.5, uv[..., 0] * len(mask) - 0.5]
    return np.asarray(ndimage.map_coordinates(mask, place, order=1, mode="nearest"))


def _mottles(points: Layer, generator: np.random.Generator) -> Layer:
    """Unevenness of tone at three sizes, as factors per channel; blood varies green and blue most."""
    tone = np.zeros(points.shape[:2])
    for size_m, strength in ((0.018, 0.020), (0.006, 0.016), (0.0012, 0.022)):
        lattice = generator.normal(0.0, 1.0, (32, 32, 32))
        tone += strength * ndimage.map_coordinates(
            lattice, (points / size_m).transpose(2, 0, 1), order=1, mode="grid-wrap"
        )
    return np.asarray(1.0 + tone[..., None] * np.array([0.55, 1.0, 1.0]))


def _flush(points: Layer, eye_height: float) -> Layer:
    flush = np.zeros(points.shape[:2])
    here = np.stack([np.abs(points[..., 0]), points[..., 1] - eye_height, points[..., 2]], axis=-1) * 1000.0
    for centre, radii, strength in _FLUSH:
        flush += strength * np.exp(-0.5 * (((here - centre) / radii) ** 2).sum(axis=-1))
    return flush


def _shade(texels: TexelMap, body: Body, surface: Surface) -> Layer:
    """Soft shadows of creases and hollows; light that leaves skin through blood keeps its red."""
    points, normals = body.points(surface), body.surface_normals(surface)
    near = body.base.groups["body"].corners
    near = near[body.vertices[near][:, :, 1].min(axis=1) > points[:, 1].min() - 0.1]
    open_sky = sky_visibility(points, normals, body.vertices[near])
    light = np.clip(texels.spread(open_sky[:, None]) * 1.25, 0.0, 1.0)
    dark = np.array(_SHADOW)
    return np.asarray(dark + (1.0 - dark) * light)
