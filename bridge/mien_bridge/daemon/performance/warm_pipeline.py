"""A pipeline that stands by for an interruption."""

from dataclasses import dataclass

import numpy as np

from mien_inference.controls import Controls
from mien_inference.interfaces import SpeechEncoder
from mien_inference.pipeline import SpeechToMotion
from mien_protocol.motion import Motion

__all__ = ["WarmPipeline", "warm_up"]

_PIECE_NS = 10_000_000


@dataclass(frozen=True, slots=True)
class WarmPipeline:
    """A pipeline that has heard silence for its whole look-ahead, so that its first frame is ready.

    To make it takes ten milliseconds of work, more than all else that an interruption does; where a machine is busy,
    that is what it would be waited for.

    Attributes:
        controls: With which it moves.
        pipeline: It goes on from here.
        samples: Of silence, that it has heard.
        motion: What it has made of it, at times from 0.
    """

    controls: Controls
    pipeline: SpeechToMotion
    samples: int
    motion: Motion


def warm_up(pipeline: SpeechToMotion, controls: Controls, look_ahead_ns: int) -> WarmPipeline:
    """Feeds a fresh pipeline silence for a little more than its look-ahead."""
    pieces = -(-look_ahead_ns // _PIECE_NS) + 1
    samples = pieces * SpeechEncoder.SAMPLE_RATE_HZ // 100
    return WarmPipeline(controls, pipeline, samples, pipeline.push(np.zeros(samples, np.float32)))
