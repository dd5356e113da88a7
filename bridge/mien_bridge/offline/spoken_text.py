"""A text, spoken into a recording, with the times of its sentences."""

import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mien_bridge.tts import Synthesizer, combine_installed
from mien_bridge.tts.sentences import split_sentences
from mien_protocol.errors import MienError

__all__ = ["SpokenLine", "speak_text"]


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A sentence of a recording.

    Attributes:
        text: What is said.
        begin_s: When it begins, seconds of the recording.
        end_s: When it ends.
    """

    text: str
    begin_s: float
    end_s: float


def speak_text(text: str, voice: str | None, path: Path, checkpoint: Callable[[], None]) -> tuple[SpokenLine, ...]:
    """Speaks a text into a WAV file.

    Args:
        text: What to say.
        voice: Name of a voice of any installed synthesizer; None for the default.
        path: The file; overwritten.
        checkpoint: Called before each sentence; it raises to stop the work.

    Returns:
        The sentences in order, without those that nothing can be said of.

    Raises:
        MienError: If no synthesizer is installed, none has the voice, or there is nothing to say.
    """
    try:
        synthesizer = combine_installed(voice)
    except MienError as error:
        raise MienError(f"cannot speak the text: {error}") from error
    try:
        return _spoken(synthesizer, text, path, checkpoint)
    finally:
        synthesizer.close()


def _spoken(synthesizer: Synthesizer, text: str, path: Path, checkpoint: Callable[[], None]) -> tuple[SpokenLine, ...]:
    lines: list[SpokenLine] = []
    said, rate_hz = 0, 0
    with wave.open(str(path), "wb") as file:
        for sentence in split_sentences(text):
            checkpoint()
            begin = said
            for piece in synthesizer.speak(sentence):
                if not rate_hz:
                    rate_hz = piece.rate_hz
                    file.setparams((1, 2, rate_hz, 0, "NONE", ""))
                file.writeframes(piece.samples.astype("<i2").tobytes())
                said += len(piece.samples)
            if said > begin:
                lines.append(SpokenLine(" ".join(sentence.split()), begin / rate_hz, said / rate_hz))
        if not lines:
            # The file cannot be closed without a format.
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
    if not lines:
        raise MienError(
            f"nothing in the text can be spoken, got {text[:40]!r}; give words in the language of the voice"
        )
    return tuple(lines)
