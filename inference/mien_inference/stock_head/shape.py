"""The person: which of MakeHuman's body shapes are mixed, and how much of each."""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.stock_head.source import BaseMesh, read_target

__all__ = ["FITTING_M", "RECIPE", "shaped_vertices"]

RECIPE: Final[dict[str, float]] = {
    # An equal mixture of all that the collection offers: nobody's portrait and everybody's relative.
    **{
        f"macrodetails/{ancestry}-{gender}-young": 1.0 / 6.0
        for ancestry in ("african", "asian", "caucasian")
        for gender in ("female", "male")
    },
}
"""Weight of each target of `mpfb2/targets`."""

FITTING_M: Final[dict[str, tuple[float, float, float]]] = {
    # The collection keeps its teeth behind the lips for every shape of face; this one can show them.
    "helper-upper-teeth": (0.0, -0.0035, 0.0015),
    "helper-lower-teeth": (0.0, -0.0015, 0.0),
    "helper-tongue": (0.0, -0.0075, -0.0045),
}
"""Shift of loose parts, metres."""


def shaped_vertices(data_dir: Path, base: BaseMesh) -> NDArray[np.float64]:
    """The base mesh in the shape of `RECIPE`, standing on y = 0.

    Returns:
        Shape (vertices, 3), metres.

    Raises:
        MienError: If a target is missing or damaged.
    """
    vertices = base.vertices.copy()
    for name, weight in RECIPE.items():
        vertices += weight * read_target(data_dir, f"mpfb2/targets/{name}.target.gz", len(vertices))
    for group, shift in FITTING_M.items():
        vertices[np.unique(base.groups[group].corners)] += shift
    soles = vertices[np.unique(base.groups["body"].corners), 1].min()
    shaped: NDArray[np.float64] = vertices - [0.0, soles, 0.0]
    return shaped
