"""The clock of the speech stream: frames, the steps they are computed in, and how far each row looks ahead.

A frame ends every 10 ms of sound. The network advances in steps of two frames and sees four earlier ones again;
what it says at frame `t` describes frame `t - 4`. Everything is computed step by step in arrays of one fixed
shape, so that a result cannot depend on how the sound was cut into pushes.
"""

__all__ = [
    "CONTEXT_FRAMES",
    "HOP",
    "LOOK_AHEAD_FRAMES",
    "LOOK_AHEAD_S",
    "SAMPLE_RATE_HZ",
    "STEP",
    "STEP_FRAMES",
]

SAMPLE_RATE_HZ = 16_000

HOP = 160
"""Samples from one frame, or row, to the next: 10 ms."""

STEP_FRAMES = 2
"""Frames consumed by one step of the network."""

STEP = STEP_FRAMES * HOP
"""Samples consumed by one step: 20 ms."""

CONTEXT_FRAMES = 4
"""Earlier frames that a step sees again beside its own."""

LOOK_AHEAD_FRAMES = 4
"""Frames heard after the one that is being described."""

LOOK_AHEAD_S = (LOOK_AHEAD_FRAMES + STEP_FRAMES) * HOP / SAMPLE_RATE_HZ
"""The row at `t` seconds is certain once the sound has arrived up to `t + LOOK_AHEAD_S`, half of them 10 ms sooner."""
