"""Made-up hearing: features of phones that nobody spoke."""

import numpy as np

from mien_inference.interfaces import SpeechFeatures
from mien_inference.motion import StreamingGenerator
from mien_inference.speech import PHONE_INDEX, PHONES
from mien_protocol.motion import Motion

SURE = 0.97


def phones(*spans: tuple[str, float], energy_db: float = -20.0, f0_hz: float = 120.0) -> SpeechFeatures:
    """Features of phones that last so many seconds each; `sil` is 60 dB below full scale."""
    names = [name for name, seconds in spans for _ in range(round(seconds * 100))]
    posteriors = np.full((len(names), len(PHONES)), (1.0 - SURE) / (len(PHONES) - 1), np.float32)
    posteriors[np.arange(len(names)), [PHONE_INDEX[name] for name in names]] = SURE
    silent = np.array([name == "sil" for name in names])
    return SpeechFeatures(
        posteriors,
        np.where(silent, -60.0, energy_db).astype(np.float32),
        np.where(silent, 0.0, f0_hz).astype(np.float32),
        np.where(silent | (f0_hz == 0.0), 0.0, 0.9).astype(np.float32),
    )


def perform(features: SpeechFeatures, generator: StreamingGenerator | None = None) -> Motion:
    """The whole motion of whole features."""
    generator = generator or StreamingGenerator()
    return Motion.concatenate([generator.push(features), generator.flush()])
