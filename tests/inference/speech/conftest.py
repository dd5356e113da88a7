"""Speech to listen to."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mien_inference.training.grid import read_audio


@pytest.fixture(scope="session")
def sentence(demo_sentence: Path) -> NDArray[np.float32]:
    """The demo sentence at 16 kHz."""
    return read_audio(demo_sentence)
