"""What the show is given to say: texts, recordings, and the speech of a voice agent."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from mien_bridge.inputs.readable import recorded, spoken
from mien_bridge.inputs.said import ReadSound
from mien_bridge.inputs.waiting_line import Moment, Utterance, WaitingLine
from mien_bridge.media.audio import AudioFile
from mien_bridge.tts import Synthesizer
from mien_protocol.errors import MienError

__all__ = ["Speaking"]

_MAX_WAITING: Final = 100
"""Texts and recordings that may wait: each has a thread that reads it ahead."""

Tell = Callable[[Moment, Utterance], None]


class Speaking:
    """Puts what is to be said in line.

    Attributes:
        line: The line.
        voices: Names of the voices; empty where nothing speaks texts.
    """

    def __init__(self, line: WaitingLine, say: Callable[[str], None]) -> None:
        """Nothing to say yet.

        Args:
            line: Where it waits.
            say: Takes a line for the user.
        """
        self.line = line
        self.voices: tuple[str, ...] = ()
        self._say = say
        self._synthesizer: Synthesizer | None = None
        self._why_silent = "no synthesizer is loaded yet; try again in a moment"

    async def load(self, load: Callable[[], Synthesizer], *, is_required: bool) -> None:
        """Gets what speaks texts; where there is none, texts are refused with the reason.

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
            self.voices = tuple(voice.name for voice in self._synthesizer.voices)

    def text(self, text: str, voice: str | None, tell: Tell | None = None) -> Utterance:
        """Says a text after all that waits; returns its place in the line.

        Raises:
            MienError: If nothing speaks texts, there is no such voice, or too much waits.
        """
        if self._synthesizer is None:
            raise MienError(self._why_silent)
        self._check_room()
        utterance = Utterance(ReadSound(spoken(self._synthesizer, text, voice)), tell or self._told)
        self.line.add(utterance)
        return utterance

    async def recording(self, path: Path, tell: Tell | None = None) -> None:
        """Says a recording after all that waits.

        Raises:
            MienError: If it cannot be read as sound, or too much waits.
        """
        # What cannot be read is refused at once, not when its turn has come.
        await asyncio.to_thread(_check_sound, path)
        self._check_room()
        self.line.add(Utterance(ReadSound(recorded(path)), tell or self._told))

    async def sent_recording(self, name: str, data: bytes) -> None:
        """Says a recording that somebody sent; raises as `recording` does."""
        folder = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="mien-", ignore_cleanup_errors=True)
        path = Path(folder.name) / f"sent{Path(name).suffix[:10]}"

        def told(moment: Moment, utterance: Utterance) -> None:
            if moment is not Moment.BEGUN:
                folder.cleanup()
            self._told(moment, utterance)

        try:
            await asyncio.to_thread(path.write_bytes, data)
            await self.recording(path, told)
        except (MienError, OSError) as error:
            folder.cleanup()
            raise MienError(str(error).replace(str(path), repr(name))) from error

    def close(self) -> None:
        """Says no more."""
        self.line.interrupt()
        if self._synthesizer is not None:
            self._synthesizer.close()

    def _check_room(self) -> None:
        if len(self.line) >= _MAX_WAITING:
            raise MienError(f"{_MAX_WAITING} texts and recordings wait already; wait, or interrupt")

    def _told(self, moment: Moment, utterance: Utterance) -> None:
        if moment is Moment.ENDED and utterance.sound.failure is not None:
            self._say(f"speech: {utterance.sound.failure}")


def _check_sound(path: Path) -> None:
    with AudioFile(path):
        pass
