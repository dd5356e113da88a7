"""Kokoro's network: phonemes and a voice to sound."""

from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from mien_bridge.tts.kokoro.symbols import LONGEST, to_numbers

__all__ = ["RATE_HZ", "Network", "Style", "read_style"]

RATE_HZ: Final = 24_000

Style = NDArray[np.float32]
"""A voice: for each number of symbols the vector that suits it, shape (LONGEST, 256)."""

_FRAME: Final = 0
"""The symbol before the first and after the last."""


class Network:
    """Kokoro-82M 1.0 in 8 bits (StyleTTS 2, arXiv:2306.07691, with an ISTFT vocoder), on one core."""

    def __init__(self, model: bytes) -> None:
        """Makes the network ready, which takes a second.

        Args:
            model: The ONNX file.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # It would warn of every node on the CPU, which is all of them.
        options.log_severity_level = 3
        self._run = onnxruntime.RunOptions()
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def spoken(self, phonemes: str, style: Style) -> NDArray[np.float32]:
        """The sound of phonemes.

        Args:
            phonemes: As misaki writes them; what is longer than `LONGEST` symbols is cut.
            style: The voice.

        Returns:
            Mono at `RATE_HZ`, about -1..1, shape (samples,).

        Raises:
            Exception: One of onnxruntime's own, if it was broken off.
        """
        symbols = to_numbers(phonemes)[:LONGEST]
        if not symbols:
            return np.zeros(0, np.float32)
        asked = {
            "tokens": np.array([[_FRAME, *symbols, _FRAME]], np.int64),
            "style": style[len(symbols) - 1][None],
            "speed": np.ones(1, np.float32),
        }
        (sound,) = self._session.run(None, asked, self._run)
        return np.asarray(sound, np.float32).reshape(-1)

    def break_off(self) -> None:
        """Ends what is being spoken, and speaks no more; called from another thread."""
        self._run.terminate = True


def read_style(path: Path) -> Style:
    """The voice in a file of Kokoro's."""
    return np.fromfile(path, "<f4").reshape(-1, 256)
