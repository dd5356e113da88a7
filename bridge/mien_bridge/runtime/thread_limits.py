"""Limits on the threads of numeric libraries."""

import os

__all__ = ["limit_before_imports", "limit_opencv"]


def limit_before_imports() -> None:
    """Limits each numeric library to one thread, unless the user says otherwise.

    The arrays of one face are small: more threads would wait for one another and take the encoder's core. The
    libraries read these names once, when they are imported.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def limit_opencv() -> None:
    """Limits OpenCV to one thread, whose pool no environment variable sets."""
    import cv2

    cv2.setNumThreads(1)
