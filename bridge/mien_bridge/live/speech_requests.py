"""Requests to say something: texts, recordings, and the speech of a voice agent."""

import asyncio
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from mien_bridge.inputs.queued_sound import ReadAheadSound
from mien_bridge.inputs.sound import RATE_HZ, Converter, Samples, to_int16
from mien_bridge.inputs.speech_queue import SpeechQueue, Utterance, UtteranceEvent
from mien_bridge.media.audio import AudioFile
from mien_bridge.tts import Speech, Synthesizer, Voice
from mien_bridge.tts.tagged import speak_tagged
from mien_protocol.errors import MienError
from mien_protocol.messages.controls import PartialControls
from mien_protocol.tag_course import TagChange, TagCourse
from mien_protocol.text_tags import TaggedText, read_tags

__all__ = ["SpeechRequests", "read_recording", "synthesize"]

_MAX_WAITING: Final = 100
"""Texts and recordings that may wait: each has a thread that reads it ahead."""

_HOLD_S: Final = 30.0
"""Time that speech waits for a session to perform it; later it would be out of place."""

Tell = Callable[[UtteranceEvent, Utterance], None]


class SpeechRequests:
    """Puts texts and recordings into the speech queue.

    Attributes:
        queue: The line.
        voices: The voices; empty where nothing speaks texts.
        obey: Called with what the tags of a text ask for, as it is said.
    """

    def __init__(self, queue: SpeechQueue, say: Callable[[str], None]) -> None:
        """Starts without a synthesizer.

        Args:
            queue: Where it waits.
            say: Takes a line for the user.
        """
        self.queue = queue
        self.voices: tuple[Voice, ...] = ()
        self.obey: Callable[[PartialControls], None] = lambda controls: None
        self._say = say
        self._synthesizer: Synthesizer | None = None
        self._holding: asyncio.TimerHandle | None = None
        self._why_silent = "no synthesizer is loaded yet; try again in a moment"

    async def load(self, load: Callable[[], Synthesizer], *, is_required: bool) -> None:
        """Loads the synthesizer; without one, texts are refused with the reason.

        Raises:
            MienError: If there is none, and it is required.
        """
        try:
            self._synthesizer = await asyncio.to_thread(load)
        except MienError as error:
            if is_required:
                raise
            self._why_silent = str(error)
        else:
            self.voices = self._synthesizer.voices

    def text(self, text: str, voice: str | None, tell: Tell | None = None) -> Utterance:
        """Queues a text, perhaps with tags; returns its place in the queue.

        Raises:
            MienError: If nothing speaks texts, there is no such voice, or too much waits.
        """
        if self._synthesizer is None:
            raise MienError(self._why_silent)
        self._check_room()
        changes: deque[TagChange] = deque()
        sound = ReadAheadSound(synthesize(self._synthesizer, text, voice, changes.append))
        utterance = Utterance(sound, tell or self._told, changes=changes, obey=self.obey)
        self.queue.add(utterance)
        return utterance

    async def recording(self, path: Path, tell: Tell | None = None) -> None:
        """Queues a recording.

        Raises:
            MienError: If it cannot be read as sound, or too much waits.
        """
        # An unreadable recording is refused at once, not when its turn comes.
        await asyncio.to_thread(_check_sound, path)
        self._check_room()
        self.queue.add(Utterance(ReadAheadSound(read_recording(path)), tell or self._told))

    async def sent_recording(self, name: str, data: bytes) -> None:
        """Queues a recording that somebody sent; raises as `recording` does."""
        folder = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="mien-", ignore_cleanup_errors=True)
        path = Path(folder.name) / f"sent{Path(name).suffix[:10]}"

        def told(event: UtteranceEvent, utterance: Utterance) -> None:
            if event is not UtteranceEvent.BEGUN:
                folder.cleanup()
            self._told(event, utterance)

        try:
            await asyncio.to_thread(path.write_bytes, data)
            await self.recording(path, told)
        except (MienError, OSError) as error:
            folder.cleanup()
            raise MienError(str(error).replace(str(path), repr(name))) from error

    @property
    def is_waiting(self) -> bool:
        """True while speech waits for somebody to perform it again."""
        return self._holding is not None

    def hold(self, missed: int) -> None:
        """Has speech wait for the next session, and then say what the last `missed` pieces of 20 ms should have."""
        self.queue.hold(missed)
        if self._holding is None:
            self._holding = asyncio.get_running_loop().call_later(_HOLD_S, self._lose)

    def go_on(self) -> None:
        """Goes on with what waited."""
        self.queue.go_on()
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None

    def close(self) -> None:
        """Drops the queue and closes the synthesizer."""
        if self._holding is not None:
            self._holding.cancel()
        self.queue.interrupt()
        if self._synthesizer is not None:
            self._synthesizer.close()

    def _lose(self) -> None:
        self._holding = None
        if not self.queue.is_empty:
            self._say(f"speech: nobody performed it for {_HOLD_S:g} s; what waited was dropped")
        self.queue.lose()

    def _check_room(self) -> None:
        if len(self.queue) >= _MAX_WAITING:
            raise MienError(f"{_MAX_WAITING} texts and recordings are queued already; wait, or interrupt")

    def _told(self, event: UtteranceEvent, utterance: Utterance) -> None:
        if event is UtteranceEvent.ENDED and utterance.sound.failure is not None:
            self._say(f"speech: {utterance.sound.failure}")


def _check_sound(path: Path) -> None:
    with AudioFile(path):
        pass


def read_recording(path: Path) -> Iterator[Samples]:
    """Reads a recording, mixed to mono, in blocks of half a second.

    Raises:
        MienError: If it cannot be read as sound.
    """
    with AudioFile(path) as audio:
        for block in audio.blocks():
            yield to_int16(block.sound.mean(axis=0))


def synthesize(
    synthesizer: Synthesizer, text: str, voice: str | None, note: Callable[[TagChange], None] = lambda change: None
) -> Iterator[Samples]:
    """Synthesizes a text, one sentence a block.

    Args:
        synthesizer: Speaks.
        text: Words to say, and tags.
        voice: Name of a voice; None for the synthesizer's own choice.
        note: Called, before the block, with each change that tags bring, by samples at `RATE_HZ`.

    Raises:
        MienError: At once, if there is no such voice; while it is read, if the text cannot be spoken.
    """
    tagged = read_tags(text)
    if not tagged.tags:
        return _converted(synthesizer.speak(text, voice))
    # Now, and not when the first sentence is read.
    synthesizer.speak("", voice)
    return _converted(_placed(synthesizer, tagged, voice, note))


def _placed(
    synthesizer: Synthesizer, text: TaggedText, voice: str | None, note: Callable[[TagChange], None]
) -> Iterator[Speech]:
    """The pieces of a text, each after the changes in it were noted."""
    course, said = TagCourse(RATE_HZ), 0
    for spoken in speak_tagged(synthesizer, text, voice):
        if not spoken.pieces:
            continue
        rate_hz = spoken.pieces[0].rate_hz
        for placed in spoken.tags:
            course.add(placed.at * RATE_HZ // rate_hz, placed.tag)
        said += sum(len(piece.samples) for piece in spoken.pieces)
        for change in course.until(said * RATE_HZ // rate_hz):
            note(change)
        yield from spoken.pieces


def _converted(pieces: Iterator[Speech]) -> Iterator[Samples]:
    converter: Converter | None = None
    for speech in pieces:
        converter = converter or Converter(speech.rate_hz)
        yield converter.push(speech.samples)
    if converter is not None:
        yield converter.flush()
