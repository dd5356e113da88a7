"""Golden messages of the bake socket."""

import struct
import zlib

from mien_protocol.messages import (
    BakeAudio,
    BakeChunk,
    BakeClose,
    BakeCredit,
    BakeEnd,
    BakeOpen,
    BakeOpened,
    BakeResume,
)
from mien_protocol.motion_payload import pack_motion
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.values import INT64_MAX, UINT32_MAX
from mien_protocol.vectors.golden import Golden, of_message
from mien_protocol.vectors.samples import LATENT_SIZE, SESSION, motion

__all__ = ["bake_vectors"]


def bake_vectors() -> list[Golden]:
    """Every message of the bake socket."""
    return [*_from_client(), *_from_daemon()]


def _from_client() -> list[Golden]:
    full = BakeOpen(2, (1, 0), "c2VjcmV0", 120, True, 2**53 - 1, 48_000, {"lips_gain": 1.25})
    some = struct.pack("<3h", 5, -5, 32_767)
    return [
        of_message("bake_open", "all as it comes", BakeOpen(1, (1, 0), "c2VjcmV0")),
        of_message("bake_open-full", "every field other than its default", full),
        of_message(
            "bake_open-seed-of-sound",
            "a seed that the sound chooses, since 1.1",
            BakeOpen(3, (1, 1), "c2VjcmV0", seed=-1),
        ),
        of_message("bake_audio", "some audio", BakeAudio(SESSION, 0, False, some)),
        of_message("bake_audio-last", "the last, which may be empty", BakeAudio(SESSION, 1, True, b"")),
        of_message("bake_credit", "lets ten chunks come", BakeCredit(SESSION, 6_000)),
        of_message("bake_credit-largest", "the largest credit", BakeCredit(SESSION, 2**31 - 1)),
        of_message("bake_resume", "goes on", BakeResume(3, (1, 0), "c2VjcmV0", SESSION, 1_200)),
        of_message("bake_close", "ends a bake", BakeClose(SESSION)),
    ]


def _from_daemon() -> list[Golden]:
    plain = BakeOpened(1, SESSION, "m1", EXPRESSION_NAMES, None, 0, 480_000)
    latents = BakeOpened(2, SESSION, "m1l", EXPRESSION_NAMES, "mien-latent-1", LATENT_SIZE, INT64_MAX)
    chunk = pack_motion(motion(3), latents=False)
    full = pack_motion(motion(2), latents=True)
    return [
        of_message("bake_opened", "without latents", plain),
        of_message("bake_opened-latents", "with latents", latents),
        of_message("bake_chunk-m1", "three frames of layout m1", BakeChunk(SESSION, 0, 3, chunk)),
        of_message(
            "bake_chunk-m1l", "two frames of layout m1l", BakeChunk(SESSION, 3, 2, full), latent_size=LATENT_SIZE
        ),
        of_message("bake_end", "all was sent", BakeEnd(SESSION, 3, zlib.crc32(chunk))),
        of_message("bake_end-largest", "the largest numbers", BakeEnd(SESSION, INT64_MAX, UINT32_MAX)),
    ]
