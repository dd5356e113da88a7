import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mien_bridge.media.audio import SPEECH_RATE_HZ, AudioFile
from tests.bridge.recordings import write_recording


@pytest.fixture(scope="session")
def words(demo_sentence, tmp_path_factory) -> Path:
    """The first two seconds of the demo sentence."""
    with AudioFile(demo_sentence) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    path = tmp_path_factory.mktemp("speech") / "words.wav"
    return write_recording(path, speech[None, : 2 * SPEECH_RATE_HZ], SPEECH_RATE_HZ, codec="pcm_s16le")


@pytest.fixture(scope="session", autouse=True)
def _models_in_place(face_models):
    """Commands find the models in the cache: no test waits for a download."""


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heeded() -> Iterator[None]:
    """Commands end when they are asked to: who runs the tests in the background has every child ignore SIGINT."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
    ignored = [number for number in numbers if signal.getsignal(number) is signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.default_int_handler)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)
