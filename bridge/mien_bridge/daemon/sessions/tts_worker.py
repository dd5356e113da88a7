"""A worker that turns texts into sound, in a thread of its own, as that takes long."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.samples import Resampler
from mien_bridge.tts import Speech, Synthesizer
from mien_bridge.tts.tagged import PlacedTag, speak_tagged
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.text_tags import TaggedText

__all__ = ["SpeechJob", "SpeechResult", "TtsWorker"]

_log = logging.getLogger(__name__)

_FULL_SCALE = 32_768.0


@dataclass(frozen=True, slots=True, eq=False)
class SpeechJob:
    """A text to be spoken; the same text again is another job.

    Attributes:
        session: In which session.
        text: Words to speak, and the tags in them.
        voice: In which voice; None for the synthesizer's own choice.
        rate_hz: Samples a second of the sound.
    """

    session: str
    text: TaggedText = field(repr=False)
    voice: str | None
    rate_hz: int


@dataclass(frozen=True, slots=True)
class SpeechResult:
    """Result of a job, or a part of it.

    Attributes:
        job: The line.
        samples: More of its sound, shape (samples,).
        is_last: Whether nothing more comes of it.
        tags: Tags, by their sample of the job's whole sound, some of which may be still to come.
        error: Why nothing more comes, if not because it was spoken to its end.
    """

    job: SpeechJob
    samples: NDArray[np.int16]
    is_last: bool = False
    error: ProtocolError | None = None
    tags: tuple[PlacedTag, ...] = ()


class TtsWorker:
    """A thread that does one job after the other. Results wait in a queue until `take` fetches them."""

    def __init__(self, synthesizer: Synthesizer, wake: Callable[[], None]) -> None:
        """Starts the thread.

        Args:
            synthesizer: Speaks; used by the thread alone, and closed with it.
            wake: Called by the thread when there is something to take; it must not block.
        """
        self._synthesizer = synthesizer
        self._wake = wake
        self._jobs: deque[SpeechJob] = deque()
        self._speaking: SpeechJob | None = None
        self._spoken: deque[SpeechResult] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        self._thread.start()

    def speak(self, job: SpeechJob) -> None:
        """Queues a job."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()

    def forget(self, job: SpeechJob) -> None:
        """Cancels a job: nothing more comes of it but what waits to be taken."""
        with self._changed:
            if self._speaking is job:
                self._speaking = None
            elif job in self._jobs:
                self._jobs.remove(job)

    def take(self) -> list[SpeechResult]:
        """Takes what was made since the last call."""
        return [self._spoken.popleft() for _ in range(len(self._spoken))]

    def close(self) -> None:
        """Ends the thread, in the middle of a job if need be."""
        with self._changed:
            self._stopping = True
            self._jobs.clear()
            self._speaking = None
            self._changed.notify()
        self._synthesizer.close()
        self._thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                self._speak(job)
            except MienError as error:
                self._fail(job, ProtocolError(ErrorCode.TTS, str(error)))
            except Exception:
                _log.exception("speech.failed", extra={"session": job.session})
                self._fail(job, ProtocolError(ErrorCode.INTERNAL, "a defect of the daemon", "its log tells more"))

    def _next(self) -> SpeechJob | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._jobs)
            if self._stopping:
                return None
            self._speaking = self._jobs.popleft()
            return self._speaking

    def _speak(self, job: SpeechJob) -> None:
        sound = _AtRate(job.rate_hz)
        heard, skipped = False, 0
        for speech, tags in self._spoken_text(job):
            if self._speaking is not job:
                return
            # Leading silence would only delay the speech, and could be all there is.
            if heard or speech.samples.any():
                heard = True
                placed = tuple(sound.placed(tag, skipped, speech.rate_hz) for tag in tags)
                self._give(SpeechResult(job, sound.push(speech), tags=placed))
            else:
                skipped += len(speech.samples)
        if not heard:
            raise MienError("nothing in the text can be spoken; give it words, or another voice")
        self._give(SpeechResult(job, sound.flush(), is_last=True))

    def _spoken_text(self, job: SpeechJob) -> Iterator[tuple[Speech, tuple[PlacedTag, ...]]]:
        """The pieces of a text, and the tags that stand in each or before it."""
        if not job.text.tags:
            yield from ((speech, ()) for speech in self._synthesizer.speak(job.text.text, job.voice))
        for spoken in speak_tagged(self._synthesizer, job.text, job.voice) if job.text.tags else ():
            for index, speech in enumerate(spoken.pieces):
                yield speech, () if index else spoken.tags

    def _fail(self, job: SpeechJob, error: ProtocolError) -> None:
        self._give(SpeechResult(job, np.zeros(0, np.int16), is_last=True, error=error))

    def _give(self, spoken: SpeechResult) -> None:
        self._spoken.append(spoken)
        self._wake()


class _AtRate:
    """Resamples speech of any rate to one rate."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._resampler = Resampler(rate_hz, "mono")

    def push(self, speech: Speech) -> NDArray[np.int16]:
        if speech.rate_hz == self._rate_hz:
            return speech.samples
        scaled = (speech.samples / _FULL_SCALE).astype(np.float32)
        return _rounded(self._resampler.push(scaled[None], speech.rate_hz, "mono")[0])

    def placed(self, tag: PlacedTag, skipped: int, rate_hz: int) -> PlacedTag:
        """A tag of sound at `rate_hz`, of which samples were skipped, by the sample at this rate."""
        return PlacedTag(max(tag.at - skipped, 0) * self._rate_hz // rate_hz, tag.tag)

    def flush(self) -> NDArray[np.int16]:
        return _rounded(self._resampler.flush()[0])


def _rounded(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    return np.clip(np.round(samples * _FULL_SCALE), -32_768, 32_767).astype(np.int16)
