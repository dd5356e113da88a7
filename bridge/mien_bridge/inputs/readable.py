"""Recordings and texts as sound to be read block by block."""

from collections.abc import Iterator
from pathlib import Path

from mien_bridge.inputs.sound import Converter, Samples, to_int16
from mien_bridge.media.audio import AudioFile
from mien_bridge.tts.synthesizer import Speech, Synthesizer

__all__ = ["recorded", "spoken"]


def recorded(path: Path) -> Iterator[Samples]:
    """A recording, mixed to mono, in blocks of half a second.

    Raises:
        MienError: If it cannot be read as sound.
    """
    with AudioFile(path) as audio:
        for block in audio.blocks():
            yield to_int16(block.sound.mean(axis=0))


def spoken(synthesizer: Synthesizer, text: str, voice: str | None) -> Iterator[Samples]:
    """A text, a sentence a block.

    Raises:
        MienError: At once, if there is no such voice; while it is read, if the text cannot be spoken.
    """
    return _converted(synthesizer.speak(text, voice))


def _converted(pieces: Iterator[Speech]) -> Iterator[Samples]:
    converter: Converter | None = None
    for speech in pieces:
        converter = converter or Converter(speech.rate_hz)
        yield converter.push(speech.samples)
    if converter is not None:
        yield converter.flush()
