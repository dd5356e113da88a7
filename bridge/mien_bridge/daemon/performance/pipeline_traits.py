"""Traits of a pipeline that hold for every performance, measured on one."""

from dataclasses import dataclass

import numpy as np

from mien_bridge.daemon.performance.session import PipelineFactory
from mien_inference.controls import Controls
from mien_inference.interfaces import SpeechEncoder

__all__ = ["PipelineTraits", "measure_traits"]

_PROBE_S = 1.0
_PIECE = 16
_RATE_HZ = 113
"""At a prime rate the frames lie everywhere between those of the generator: what holds for them holds at any rate."""


@dataclass(frozen=True, slots=True)
class PipelineTraits:
    """Traits of a pipeline that clients and clocks depend on.

    Attributes:
        look_ahead_ns: How much sound a frame waits for after its own time, at most, rounded up to 10 ms.
        latent_model: Identifier of the latent space.
        latent_size: Numbers of a latent.
    """

    look_ahead_ns: int
    latent_model: str
    latent_size: int


def measure_traits(build: PipelineFactory) -> PipelineTraits:
    """The traits of the pipelines that `build` makes; takes a tenth of a second.

    Any pipeline can be asked: silence is pushed by the millisecond, and each frame that comes out tells.
    """
    pipeline = build(Controls(), 0, _RATE_HZ)
    silence = np.zeros(_PIECE, np.float32)
    latent_size = pipeline.push(silence[:0]).latent.shape[1]
    longest_ns = 0
    for count in range(1, round(_PROBE_S * SpeechEncoder.SAMPLE_RATE_HZ / _PIECE) + 1):
        pushed_ns = count * _PIECE * 1_000_000_000 // SpeechEncoder.SAMPLE_RATE_HZ
        for time_ns in pipeline.push(silence).time_ns:
            longest_ns = max(longest_ns, pushed_ns - int(time_ns))
    return PipelineTraits(-(-longest_ns // 10_000_000) * 10_000_000, pipeline.latent_model, latent_size)
