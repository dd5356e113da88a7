"""A drawing of heads and brows over time, as SVG."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROWS_PER_S
from mien_protocol.motion import Motion
from mien_protocol.quaternion import to_yaw_pitch_roll
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["draw_life"]

_WIDTH, _ROW_HEIGHT, _MARGIN = 900, 150, 36
_SHOWN_S: Final = 30.0
_EVERY: Final = 4
_DEG_TALL: Final = 15.0
_STYLE: Final = (
    "text{font:12px sans-serif;fill:#555}.axis{stroke:#ccc}polyline{fill:none;stroke-width:1.4}"
    ".yaw{stroke:#d4502a}.pitch{stroke:#2a6fd4}.roll{stroke:#8a8a8a}.brow{stroke:#2a9a4a;stroke-width:2}"
)


def draw_life(films: Sequence[Motion]) -> str:
    """One row a film: the head's angles from its middle, and the raised brows below."""
    rows = "".join(_row(film, _MARGIN + index * _ROW_HEIGHT) for index, film in enumerate(films))
    legend = (
        f'<text x="{_MARGIN}" y="16">{_SHOWN_S:g} s of each film: yaw red, pitch blue, roll grey, '
        f"{_DEG_TALL:g}° up and down; inner brows green, 0 to 1</text>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_MARGIN + len(films) * _ROW_HEIGHT}">'
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{legend}{rows}</svg>\n'
    )


def _row(film: Motion, top: float) -> str:
    shown = film[: round(_SHOWN_S * ROWS_PER_S)]
    head = np.degrees(to_yaw_pitch_roll(shown.head_wxyz))[::_EVERY]
    brow = shown.expression[::_EVERY, EXPRESSION_INDEX["browInnerUp"]]
    middle, bottom = top + 50.0, top + _ROW_HEIGHT - 12.0
    axes = "".join(
        f'<line class="axis" x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{y:.0f}" y2="{y:.0f}"/>'
        for y in (middle, bottom)
    )
    angles = "".join(
        _line(name, head[:, axis], middle, 50.0 / _DEG_TALL) for axis, name in enumerate(("yaw", "pitch", "roll"))
    )
    return axes + angles + _line("brow", brow, bottom, 34.0)


def _line(kind: str, values: NDArray[np.floating], bottom: float, tall: float) -> str:
    across = (_WIDTH - 2 * _MARGIN) / (_SHOWN_S * ROWS_PER_S / _EVERY)
    points = " ".join(
        f"{_MARGIN + across * row:.1f},{bottom - tall * float(value):.1f}" for row, value in enumerate(values)
    )
    return f'<polyline class="{kind}" fill="none" points="{points}"/>'
