"""The error-correcting code: convolutional, rate 1/8, 256 states, ended in state 0.

The four polynomials 463, 535, 733 and 745 (octal) have the largest free distance of rate 1/4, 24 (Larsen 1973, "Short
convolutional codes with maximal free distance for rates 1/2, 1/3, and 1/4", IEEE Trans. Inf. Theory 19(3)); each
output is sent twice, which makes it 48.
"""

from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mien_inference.mark.message import MESSAGE_BITS

__all__ = ["CODE_BITS", "decode", "encode"]

_MEMORY: Final = 8
_STATES: Final = 1 << _MEMORY
_STEPS: Final = MESSAGE_BITS + _MEMORY
_POLYNOMIALS: Final = (0o463, 0o535, 0o733, 0o745)
_COPIES: Final = 2

CODE_BITS: Final = _STEPS * len(_POLYNOMIALS) * _COPIES
"""768."""


def encode(bits: NDArray[np.uint8]) -> NDArray[np.int8]:
    """The code of 88 bits: 1 for a 0 and -1 for a 1, shape (768,).

    Output j of step i comes twice, at 8 i + j and 8 i + 4 + j.
    """
    register = 0
    code = []
    for bit in [*bits.tolist(), *[0] * _MEMORY]:
        register = bit << _MEMORY | register >> 1
        outputs = [1 - 2 * ((register & polynomial).bit_count() & 1) for polynomial in _POLYNOMIALS]
        code += outputs * _COPIES
    return np.array(code, np.int8)


def decode(evidence: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The likeliest 88 bits.

    Args:
        evidence: How much speaks for 1 at each place of the code, negative for -1, any unit, shape (768,).

    Returns:
        0 or 1, shape (88,), by Viterbi's algorithm.
    """
    outputs = len(_POLYNOMIALS)
    soft = evidence.astype(np.float32).reshape(_STEPS, _COPIES, outputs).sum(1)
    return _likeliest(soft, _SIGNS)[:MESSAGE_BITS]


def _signs() -> NDArray[np.float32]:
    """The outputs of each register of 9 bits, shape (512, 4)."""
    parities = [[(register & poly).bit_count() & 1 for poly in _POLYNOMIALS] for register in range(2 * _STATES)]
    return (1 - 2 * np.array(parities)).astype(np.float32)


_SIGNS: Final = _signs()


@njit(nogil=True, cache=True)
def _likeliest(soft: NDArray[np.float32], signs: NDArray[np.float32]) -> NDArray[np.uint8]:
    steps, outputs = soft.shape
    states = len(signs) // 2
    score = np.full(states, np.float32(-1e30))
    score[0] = 0
    came_from = np.empty((steps, states), np.int16)
    for step in range(steps):
        following = np.empty(states, np.float32)
        for state in range(states):
            best = np.float32(-3e38)
            for dropped in range(2):
                # The register is the new state and the bit that drops out of it.
                register = state << 1 | dropped
                before = register & (states - 1)
                value = score[before]
                for output in range(outputs):
                    value += soft[step, output] * signs[register, output]
                if value > best:
                    best = value
                    came_from[step, state] = before
            following[state] = best
        score = following
    bits = np.empty(steps, np.uint8)
    state = 0
    for step in range(steps - 1, -1, -1):
        bits[step] = state >> 7
        state = came_from[step, state]
    return bits
