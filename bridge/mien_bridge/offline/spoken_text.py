"""A text, spoken into a recording, with the times of its sentences and tags."""

import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mien_bridge.media.audio import SPEECH_RATE_HZ
from mien_bridge.tts import Synthesizer, combine_installed
from mien_bridge.tts.tagged import speak_tagged
from mien_protocol.errors import MienError
from mien_protocol.tag_course import TagChange, TagCourse
from mien_protocol.text_tags import TaggedText, read_tags

__all__ = ["SpokenLine", "SpokenText", "speak_text"]


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


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text that was spoken.

    Attributes:
        lines: Its sentences in order, without tags, and without those that nothing can be said of.
        changes: Moments at which its tags take effect, by samples at `SPEECH_RATE_HZ`.
    """

    lines: tuple[SpokenLine, ...]
    changes: tuple[TagChange, ...] = ()


def speak_text(text: str, voice: str | None, path: Path, checkpoint: Callable[[], None]) -> SpokenText:
    """Speaks a text into a WAV file.

    Args:
        text: Words to say, and tags.
        voice: Name of a voice of any installed synthesizer; None for the default.
        path: The file; overwritten.
        checkpoint: Called before each sentence; it raises to stop the work.

    Returns:
        Its sentences and what its tags ask for.

    Raises:
        MienError: If no synthesizer is installed, none has the voice, or there is nothing to say.
    """
    try:
        synthesizer = combine_installed(voice)
    except MienError as error:
        raise MienError(f"cannot speak the text: {error}") from error
    try:
        return _spoken(synthesizer, read_tags(text), path, checkpoint)
    finally:
        synthesizer.close()


def _spoken(synthesizer: Synthesizer, text: TaggedText, path: Path, checkpoint: Callable[[], None]) -> SpokenText:
    lines: list[SpokenLine] = []
    course = TagCourse(SPEECH_RATE_HZ)
    said, rate_hz = 0, 0
    with wave.open(str(path), "wb") as file:
        checkpoint()
        for spoken in speak_tagged(synthesizer, text):
            begin = said
            for piece in spoken.pieces:
                if not rate_hz:
                    rate_hz = piece.rate_hz
                    file.setparams((1, 2, rate_hz, 0, "NONE", ""))
                file.writeframes(piece.samples.astype("<i2").tobytes())
                said += len(piece.samples)
            if said > begin:
                lines.append(SpokenLine(" ".join(spoken.sentence.text.split()), begin / rate_hz, said / rate_hz))
            for placed in spoken.tags:
                course.add(placed.at * SPEECH_RATE_HZ // rate_hz, placed.tag)
            checkpoint()
        if not lines:
            # The file cannot be closed without a format.
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
    if not lines:
        raise MienError(
            f"nothing in the text can be spoken, got {text.text[:40]!r}; give words in the language of the voice"
        )
    return SpokenText(tuple(lines), tuple(course.until(said * SPEECH_RATE_HZ // rate_hz)))
