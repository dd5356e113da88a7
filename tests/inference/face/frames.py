"""Frames of motion, from the coefficients that matter."""

import numpy as np

from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX


def expression_of(**coefficients: float) -> np.ndarray:
    expression = np.zeros(EXPRESSION_COUNT, np.float32)
    for name, value in coefficients.items():
        expression[EXPRESSION_INDEX[name]] = value
    return expression


def frame_of(turn_rad=(0.0, 0.0, 0.0), head_m=(0.0, 0.0, 0.0), **coefficients: float) -> MotionFrame:
    """A frame: `turn_rad` is the head's rotation vector."""
    return MotionFrame(
        time_ns=0,
        expression=expression_of(**coefficients),
        head_wxyz=from_rotation_vector(np.array(turn_rad)),
        head_m=np.array(head_m, np.float32),
        gaze_rad=np.zeros(2, np.float32),
    )
