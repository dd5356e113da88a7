"""Content of the golden messages: a motion, a picture, a mesh; the same at every call."""

import struct

import numpy as np
from numpy.typing import NDArray

from mien_protocol.messages import FaceMesh, FaceStreamHeader, MotionStreamHeader
from mien_protocol.motion import Motion
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_NAMES

__all__ = [
    "JPEG",
    "LATENT_SIZE",
    "SERVER_ID",
    "SESSION",
    "face_header",
    "mesh",
    "motion",
    "motion_header",
    "rgba",
]

SESSION = "k3v9"
SERVER_ID = "9f2c61d0a7be4411"
LATENT_SIZE = 6

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb0043001b12141714111b1716171e1c1b2028422b28252528513a3d3042605565645f55"
    "5d5b6a7899816a7190735b5d85b586909ea3abadab6780bcc9baa6c799a8aba4ffdb0043011c1e1e2823284e2b2b4ea46e5d6ea4a4a4a4a4a4"
    "a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4ffc0001108000200040301"
    "1100021101031101ffc40014000100000000000000000000000000000004ffc400181000020300000000000000000000000000000204338"
    "1ffc4001501010100000000000000000000000000000204ffc4001911000203010000000000000000000000000001043341f0ffda000c03010"
    "002110311003f003c8b9b0aa354bb4122c67fffd9"
)
"""A picture of 4 x 2 pixels, orange on its left and blue on its right."""


def motion(frames: int) -> Motion:
    """Frames in which every number differs from its neighbours, so that a reader that slips is seen."""
    index = np.arange(frames, dtype=np.float64)[:, None]
    steps = np.arange(EXPRESSION_COUNT, dtype=np.float64)
    half_turn = 0.05 * (index + 1)
    return Motion(
        time_ns=np.arange(frames, dtype=np.int64) * 1_000_000_000 // 60,
        latent=((np.arange(LATENT_SIZE) - 2.5) * (index + 0.5)).astype(np.float16),
        expression=((steps + index) / 64).astype(np.float32),
        head_wxyz=np.concatenate([np.cos(half_turn), 0 * half_turn, np.sin(half_turn), 0 * half_turn], axis=1).astype(
            np.float32
        ),
        head_m=np.concatenate([0.001 * index + 0.001, 0.002 + 0 * index, -0.003 + 0 * index], axis=1).astype(
            np.float32
        ),
        gaze_rad=np.concatenate([0.1 + 0 * index, -0.05 - 0.01 * index], axis=1).astype(np.float32),
    )


def rgba(width: int, height: int) -> NDArray[np.uint8]:
    """A picture whose every byte differs from its neighbours."""
    return (np.arange(height * width * 4) * 7 % 256).astype(np.uint8).reshape(height, width, 4)


def mesh() -> FaceMesh:
    """Two triangles, the second of which lies in an opening."""
    return FaceMesh(
        uv=struct.pack("<8f", 0.0, 0.0, 1.0, 0.0, 0.5, 1.0, 0.5, 0.25),
        triangles=struct.pack("<6I", 0, 2, 3, 3, 2, 1),
        placement=(0.25, 0.125, 0.75, 0.875),
        openings=1,
        positions=struct.pack("<12f", -0.0625, 0.0625, 0.0, 0.0625, 0.0625, 0.0, 0.0, -0.0625, 0.0, 0.0, 0.0, 0.125),
        landmarks={"chin": 2, "noseTip": 3},
        uv_layout="mien-face-1",
    )


def motion_header(latent_size: int = 0) -> MotionStreamHeader:
    """The header of a stream of motion, with latents where they have a size."""
    return MotionStreamHeader(
        session=SESSION,
        server_id=SERVER_ID,
        kind="motion",
        epoch=0,
        rate_hz=60,
        layout="m1l" if latent_size else "m1",
        expression_names=EXPRESSION_NAMES,
        latent_model="mien-latent-1" if latent_size else None,
        latent_size=latent_size,
    )


def face_header(layout: str, face_layout: str = "portrait", alpha: str = "none") -> FaceStreamHeader:
    """The header of a stream of pictures of 4 x 2 pixels."""
    return FaceStreamHeader(
        session=SESSION,
        server_id=SERVER_ID,
        kind="face",
        epoch=0,
        rate_hz=40,
        layout=layout,
        width=4,
        height=2,
        face_layout=face_layout,
        color="srgb",
        origin="top",
        alpha=alpha,
        mesh=mesh() if face_layout == "texture" else None,
    )
