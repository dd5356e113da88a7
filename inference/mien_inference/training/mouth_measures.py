"""Effect of each coefficient on the mouth of the avatars' mean face, in lengths: `mouth_shapes.MEASURES`, centimetres.

`python -m mien_inference.training.mouth_measures` prints the table.
"""

import sys

import numpy as np

from mien_inference.face.arrays import Floats
from mien_inference.face.shape.basis import expression_basis
from mien_inference.face.shape.sculptor import Sculptor
from mien_inference.motion.mouth_shapes import MEASURES, columns
from mien_inference.weights import shared_weights
from mien_protocol.rig import EXPRESSION_NAMES

__all__ = ["main", "mean_face_measures", "measures_of"]

_MOUTH = ("jaw", "mouth", "noseSneer", "cheekPuff")


def measures_of(fields: Floats) -> Floats:
    """Changes of the measures by displacements of the landmarks, shape (..., 468, 3); result (..., 8)."""

    def apart(first: int, second: int, axis: int) -> Floats:
        return np.asarray(fields[..., first, axis] - fields[..., second, axis])

    def height(landmark: int) -> Floats:
        return np.asarray(fields[..., landmark, 1])

    return np.stack(
        (
            apart(13, 14, 1),
            (apart(81, 178, 1) + apart(311, 402, 1)) / 2,
            apart(291, 61, 0) / 2,
            (height(61) + height(291)) / 2,
            *(height(landmark) for landmark in (13, 0, 17, 152)),
        ),
        axis=-1,
    )


def mean_face_measures() -> dict[str, tuple[float, ...]]:
    """Changes of the measures at full strength by shape, both sides together, as in `motion.mouth_shapes`."""
    face = Sculptor(shared_weights("face-shapes.safetensors")["rest"].astype(np.float64))
    measured = measures_of(expression_basis(face))
    shapes = dict.fromkeys(name.removesuffix("Left").removesuffix("Right") for name in EXPRESSION_NAMES)
    table = {}
    for shape in shapes:
        if shape.startswith(_MOUTH) and shape not in {"mouth", "jaw"}:
            table[shape] = tuple(round(float(v), 2) for v in measured[list(columns(shape))].sum(0))
    return table


def main() -> None:
    """Prints the table."""
    lines = [f"| shape | {' | '.join(MEASURES)} |", "|---" * (len(MEASURES) + 1) + "|"]
    lines += [f"| {s} | {' | '.join(f'{v:+.2f}' for v in row)} |" for s, row in mean_face_measures().items()]
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
