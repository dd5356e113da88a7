"""A photo's own alpha: somebody has cut the person out already."""

import numpy as np

from mien_inference.face.arrays import Floats32, Pixels

__all__ = ["on_paper", "own_matte"]

_PAPER = 255
"""Colour behind a transparent photo: viewers show white."""

_SURE_OUTSIDE = 0.1
"""Shares of person below this are background."""

_CUT_OUT_SHARE = 0.5
"""A photo is a cut-out if so much of the background is transparent; rounded corners are less."""


def on_paper(photo: Pixels) -> Pixels:
    """Lays a transparent photo on white.

    Args:
        photo: RGB or RGBA with straight alpha, shape (height, width, 3 or 4).

    Returns:
        The photo, its alpha kept beside the opaque colours if there is one.
    """
    if photo.shape[2] == 3:
        return photo
    alpha = photo[..., 3:].astype(np.float32) / 255
    opaque = photo[..., :3] * alpha + _PAPER * (1 - alpha)
    return np.concatenate([np.asarray(opaque + 0.5, np.uint8), photo[..., 3:]], axis=2)


def own_matte(alpha: Floats32, person: Floats32) -> Floats32:
    """Chooses between a photo's own alpha and the person that was found in it.

    The alpha of a cut-out is finer than any that is found, and what it hides is not there at all. Where it cuts off
    something else, such as the corners of a screenshot, the person is still to be told from what is behind.

    Args:
        alpha: The photo's own, 0..1, shape (height, width).
        person: The person's share of each pixel as it was found, likewise.
    """
    outside = person < _SURE_OUTSIDE
    if np.sum(1 - alpha[outside]) >= _CUT_OUT_SHARE * np.count_nonzero(outside):
        return alpha
    return np.minimum(alpha, person)
