"""A drawing of lip gaps over time, real and generated, as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mien_inference.motion.clock import ROWS_PER_S
from mien_inference.training.grid import Word

__all__ = ["GapTrace", "draw_gaps"]

_WIDTH, _ROW_HEIGHT, _MARGIN = 900, 150, 36
_TALLEST_CM = 2.0
_STYLE = (
    "text{font:12px sans-serif;fill:#555}.word{text-anchor:middle}.axis{stroke:#ccc}"
    ".real{stroke:#888;stroke-width:3}.ours{stroke:#d4502a;stroke-width:1.6}polyline{fill:none}"
)


@dataclass(frozen=True, slots=True)
class GapTrace:
    """One sentence: gaps in cm, a row of the motion each, and the words."""

    real: NDArray[np.float32]
    ours: NDArray[np.float32]
    words: tuple[Word, ...]


def draw_gaps(traces: Sequence[GapTrace]) -> str:
    """One row a sentence: the real gap thick and grey, the generated one thin and red."""
    rows = "".join(_row(trace, _MARGIN + index * _ROW_HEIGHT) for index, trace in enumerate(traces))
    height = _MARGIN + len(traces) * _ROW_HEIGHT
    legend = f'<text x="{_MARGIN}" y="16">lip gap, 0 to {_TALLEST_CM:g} cm: grey tracked, red generated</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}">'
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{legend}{rows}</svg>\n'
    )


def _row(trace: GapTrace, top: float) -> str:
    bottom = top + _ROW_HEIGHT - 40
    scale = (_WIDTH - 2 * _MARGIN) / (len(trace.real) / ROWS_PER_S)
    words = "".join(
        f'<text class="word" x="{_MARGIN + scale * (word.start_s + word.end_s) / 2:.0f}" y="{bottom + 18:.0f}">'
        f"{word.text}</text>"
        for word in trace.words
        if word.text not in ("sil", "sp")
    )
    axis = f'<line class="axis" x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{bottom:.0f}" y2="{bottom:.0f}"/>'
    lines = "".join(
        f'<polyline class="{kind}" points="{_points(gap, scale, bottom)}"/>'
        for kind, gap in (("real", trace.real), ("ours", trace.ours))
    )
    return axis + lines + words


def _points(gap: NDArray[np.float32], scale: float, bottom: float) -> str:
    tall = (_ROW_HEIGHT - 50) / _TALLEST_CM
    return " ".join(
        f"{_MARGIN + scale * row / ROWS_PER_S:.1f},{bottom - tall * min(max(float(value), 0.0), _TALLEST_CM):.1f}"
        for row, value in enumerate(gap)
    )
