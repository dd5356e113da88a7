"""Measures what visemes do to lips: `PYTHONPATH=plugins/blender python plugins/blender/making/visemes.py SPEECH...`.

Where the weights come from: they were fitted once to 90 s of speech in four languages, and rounded; the search is not
kept, so these measures are what holds them (tests/plugins/blender/core/test_visemes.py checks them). What a viseme at 1
does to the lips is assumed, for every character's do something else: `LIPS` says what.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien.core.matching import match_character
from mien.core.presets import read_presets
from mien.core.recognition import Shape
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.performance import build_pipeline
from mien_inference.controls import Controls
from mien_inference.motion.mouth_shapes import MEASURES, MOUTH_SHAPES, columns, lip_gap_cm
from mien_protocol.motion import Motion

__all__ = ["LIPS", "SEALED_CM", "Measured", "lip_width_cm", "measured", "performed", "viseme_values"]

LIPS: Final[dict[str, dict[str, tuple[float, float]]]] = {
    "vrm": {"aa": (2.2, -0.1), "ih": (0.6, 0.3), "ou": (0.5, -0.42), "ee": (1.0, 0.15), "oh": (1.4, -0.3)},
    "oculus": {
        "viseme_aa": (2.0, -0.13), "viseme_E": (0.9, 0.3), "viseme_I": (0.6, 0.35), "viseme_O": (1.0, -0.35),
        "viseme_U": (0.6, -0.45), "viseme_CH": (0.5, -0.2), "viseme_PP": (-0.1, 0.0), "viseme_FF": (0.08, 0.0),
    },
}  # fmt: skip
"""Opening of an average mouth's lips by each viseme at 1, and widening of half of it, cm."""

SEALED_CM: Final = 0.03
"""Between lips that touch."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Performance by visemes.

    Attributes:
        gap_r: Correlation of the gap between the lips with what was meant.
        width_r: The same of the mouth's width.
        touching_cm: Mean gap where lips are meant to touch.
        touching_most_cm: Its 95th percentile.
    """

    gap_r: float
    width_r: float
    touching_cm: float
    touching_most_cm: float


def measured(expression: NDArray[np.float32], preset: str) -> Measured:
    """Performance by a preset's visemes.

    Args:
        expression: Coefficients, shape (frames, 52).
        preset: One of `LIPS`.
    """
    values = viseme_values(expression, preset)
    gap_cm, width_cm = (sum(LIPS[preset][name][k] * values[name] for name in LIPS[preset]) for k in range(2))
    meant_cm = np.maximum(lip_gap_cm(expression), 0.0)
    touching = np.asarray(gap_cm)[meant_cm < SEALED_CM]
    return Measured(
        float(np.corrcoef(gap_cm, meant_cm)[0, 1]),
        float(np.corrcoef(width_cm, lip_width_cm(expression))[0, 1]),
        float(touching.mean()),
        float(np.percentile(touching, 95)),
    )


def viseme_values(expression: NDArray[np.float32], preset: str) -> dict[str, NDArray[np.float32]]:
    """The values of a preset's visemes by name, shape (frames,) each, on a character that has no other shapes."""
    matched = match_character([Shape("Face", name) for name in LIPS[preset]], [], read_presets())
    values = matched.mapping.shape_values(expression)
    return {row.key: column for row, column in zip(matched.mapping.shapes, values.T, strict=True)}


def lip_width_cm(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    """Widening of half of the mouth against rest, cm, shape (frames,)."""
    place = MEASURES.index("half_width")
    parts = [effect[place] * expression[:, list(columns(shape))].mean(axis=1) for shape, effect in MOUTH_SHAPES.items()]
    return np.asarray(sum(parts), np.float32)


def performed(path: Path, controls: Controls) -> NDArray[np.float32]:
    """Coefficients of a recording at 60 frames a second, shape (frames, 52)."""
    with AudioFile(path) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    stream = build_pipeline(controls, 0, 60)
    return Motion.concatenate([stream.push(speech), stream.flush()]).expression


def main() -> None:
    """Prints the measures for each recording and preset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speech", nargs="+", type=Path, help="recordings")
    sys.stdout.write("| recording | visemes | gap, r | width, r | gap of touching lips, mm | at most in 95 %, mm |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- |\n")
    for path in parser.parse_args().speech:
        expression = performed(path, Controls())
        for preset in LIPS:
            found = measured(expression, preset)
            sys.stdout.write(
                f"| {path.stem} | {preset} | {found.gap_r:.3f} | {found.width_r:.2f} | {10 * found.touching_cm:.1f} | "
                f"{10 * found.touching_most_cm:.1f} |\n"
            )


if __name__ == "__main__":
    main()
