"""Speech features to move to."""

from pathlib import Path

import pytest

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import StreamingEncoder
from mien_inference.training.grid import read_audio


@pytest.fixture(scope="session")
def sentence_features(demo_sentence: Path) -> SpeechFeatures:
    """The demo sentence as the encoder hears it."""
    encoder = StreamingEncoder()
    return SpeechFeatures.concatenate([encoder.push(read_audio(demo_sentence)), encoder.flush()])
