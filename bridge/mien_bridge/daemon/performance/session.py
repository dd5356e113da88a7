"""One performance: audio and controls in, frames of motion out, in step with a clock that is passed in."""

import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_bridge.daemon.performance.audio_queue import AudioQueue, UtteranceEnd
from mien_bridge.daemon.performance.pace import Pace, PaceKind
from mien_bridge.daemon.performance.segment import SAMPLE_NS, Segment
from mien_bridge.daemon.performance.speech_resampler import SpeechResampler
from mien_bridge.daemon.performance.step import Echo, FlaggedMotion, Step
from mien_bridge.daemon.performance.warm_pipeline import WarmPipeline, warm_up
from mien_bridge.daemon.performance.wire_controls import update_controls
from mien_inference.controls import Controls
from mien_inference.interfaces import SpeechEncoder
from mien_inference.pipeline import SpeechToMotion
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.motion import Motion
from mien_protocol.tag_course import TagChange

__all__ = ["PipelineFactory", "Session", "SessionOptions"]

PipelineFactory = Callable[[Controls, int | None, int], SpeechToMotion]
"""Makes a fresh pipeline from controls, seed (None: the sound's own) and frame rate."""

_SLICE_S: Final = 0.02
"""Sound performed at one call of `advance`: short, so that other sessions and a stop need not wait."""

_SILENCE_SLICE: Final = SpeechEncoder.SAMPLE_RATE_HZ // 100
_MOST_SILENCE: Final = SpeechEncoder.SAMPLE_RATE_HZ // 5
"""Silence comes in pieces of 10 ms, up to 200 ms a call: more than the look-ahead, which a cancel fills at once."""

_WINDOW: Final = {PaceKind.LIVE: 480_000, PaceKind.SPEAK: 2_880_000}
"""Samples that a client may be ahead: the longest `push_audio` live, a minute at 48 kHz where audio comes at once."""

_SETTLED_NS: Final = 500_000_000
"""Controls that have been the same for so long are worth preparing for; a slider changes them with each picture."""

_TAGS_STAY_NS: Final = 1_000_000_000
"""A mood that a text ends in outlives its last word, or the smile would go with the voice."""

_SEED_STEP: Final = 1_000_003
"""Each stretch after the first has a seed of its own: idle motion that repeats itself is seen to."""


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """Options of a session.

    Attributes:
        pace: When frames leave.
        rate_hz: Frames a second, 24..120.
        seed: Chooses a performance; None lets the sound choose it.
        audio_rate_hz: Of the audio that is pushed, 8000..48000.
        controls: How the face moves at first.
        look_ahead_ns: How much sound a frame waits for after its own time, at most.
    """

    pace: PaceKind = PaceKind.LIVE
    rate_hz: int = 60
    seed: int | None = None
    audio_rate_hz: int = 16_000
    controls: Controls = field(default_factory=Controls)
    look_ahead_ns: int = 110_000_000


class Session:
    """One performance.

    Nothing moves before the first audio or the first `end_audio`, so that the first utterance begins at media time
    0 and is performed to the bit as a recording would be. After an utterance the face idles in silence that is
    performed at the pace of the clock.
    """

    def __init__(self, options: SessionOptions, build: PipelineFactory) -> None:
        """Begins a performance with pipelines made by `build`."""
        self.audio = AudioQueue(_WINDOW[options.pace])
        self.controls = options.controls
        self.epoch = 0
        self._options = options
        self._build = build
        self._pace = Pace(options.pace, options.look_ahead_ns)
        self._speech = SpeechResampler(options.audio_rate_hz)
        self._segments = 0
        self._hearing = self._heard = 0
        self._outbox: deque[_Waiting] = deque()
        self._ended: deque[tuple[int, UtteranceEnd]] = deque()
        self._shown: Motion | None = None
        self._next_frame = 0
        self._interrupted_until = 0
        self._utterance_ns = 0
        self._utterance_taken = 0
        self._warm: WarmPipeline | None = None
        self._controls_seen = options.controls, 0
        self._tagged: PartialControls = {}
        self._tags_until_ns: int | None = None
        self._segment = self._new_segment(0, None)

    @property
    def rate_hz(self) -> int:
        """Frames of motion a second."""
        return self._options.rate_hz

    @property
    def is_live(self) -> bool:
        """True if sound is performed as it arrives."""
        return self._pace.is_live

    @property
    def has_backlog(self) -> bool:
        """True if audio waits that should be performed without delay."""
        return self.audio.next is not None and (self._pace.is_live or not self._pace.started)

    def set_controls(self, controls: Controls) -> None:
        """Changes the controls from the next frame on; what a tag asks for meanwhile holds nonetheless."""
        self.controls = controls
        self._segment.pipeline.set_controls(self._held())

    def cancel(self, now_ns: int) -> tuple[int, list[UtteranceEnd]]:
        """Drops what was not performed and begins a new epoch, in which the face goes to rest.

        Args:
            now_ns: Daemon time; the new epoch's first frame is due at once.

        Returns:
            Media time at which the old epoch ended, and the utterance ends that will not come any more.
        """
        ends = self.drop()
        self._tagged, self._tags_until_ns = {}, None
        self._outbox.clear()
        self._speech.restart()
        self.epoch += 1
        warm, self._warm = self._ready_warm_pipeline() or self._new_warm_pipeline(), None
        self._segment = Segment(warm.pipeline, self._next_frame, self._shown)
        self._interrupted_until = self._segment.eased_until
        time_ns = self._segment.position_ns
        self._pace.begin_at(now_ns, time_ns)
        self._keep(self._segment.begin_with(warm.samples, warm.motion), at_once=False)
        return time_ns, ends

    def prepare(self, now_ns: int) -> bool:
        """Warms up a pipeline for a `cancel`, which takes ten milliseconds; returns whether it had to."""
        if self._controls_seen[0] != self.controls:
            self._controls_seen = self.controls, now_ns + _SETTLED_NS
        if self._ready_warm_pipeline() is not None or now_ns < self._controls_seen[1]:
            return False
        self._warm = self._new_warm_pipeline()
        return True

    def drop(self) -> list[UtteranceEnd]:
        """Drops what was not performed; returns the ends of utterances that will not come any more."""
        ends = [end for _, end in self._ended] + self.audio.drop()
        self._ended.clear()
        return ends

    def advance(self, now_ns: int) -> Step:
        """Performs up to 20 ms of audio, or the silence that is due; returns what leaves now."""
        echo = self._feed(now_ns)
        frames = self._release(now_ns)
        ended = []
        while self._ended and self._ended[0][0] <= self._next_frame:
            ended.append(self._ended.popleft()[1])
        return Step(frames, echo, ended)

    def _feed(self, now_ns: int) -> Echo | None:
        while isinstance(self.audio.next, TagChange):
            self._obey(self.audio.take_change().controls)
        item = self.audio.next
        position_ns = self._segment.position_ns
        if item is not None:
            self._pace.before_sound(now_ns, position_ns)
            if not self._pace.is_live and position_ns > self._pace.fed_until(now_ns):
                return None
            if isinstance(item, UtteranceEnd):
                self._finish_utterance(self.audio.take_end(), now_ns)
                return None
            return self._feed_sound(now_ns)
        if self._pace.started and self._segment.speech_from is None:
            self._feed_silence(now_ns)
        return None

    def _feed_sound(self, now_ns: int) -> Echo:
        if self._segment.speech_from is None:
            self._outlive_tags(None)
            self._segment.begin_speech()
            self._utterance_ns = self._segment.position_ns
            self._utterance_taken = 0
        rate_hz = self._options.audio_rate_hz
        first = self.audio.performed
        samples = self.audio.take(round(_SLICE_S * rate_hz))
        time_ns = self._utterance_ns + self._utterance_taken * 1_000_000_000 // rate_hz
        self._utterance_taken += len(samples)
        self._hearing = zlib.crc32(samples.tobytes(), self._hearing)
        self._keep(self._segment.push(self._speech.push(samples)), at_once=self._pace.is_live)
        self._pace.after_sound(now_ns, self._segment.position_ns)
        return Echo(self.epoch, time_ns, first, samples)

    def _feed_silence(self, now_ns: int) -> None:
        self._outlive_tags(self._segment.position_ns)
        self._pace.before_silence(now_ns, self._segment.position_ns)
        due_ns = self._pace.fed_until(now_ns) - self._segment.position_ns
        # Rounded up: the frame that is due needs every sample of its look-ahead.
        pieces = min(-(-due_ns // (_SILENCE_SLICE * SAMPLE_NS)), _MOST_SILENCE // _SILENCE_SLICE)
        if pieces > 0:
            self._keep(self._segment.push(np.zeros(pieces * _SILENCE_SLICE, np.float32)), at_once=False)

    def _finish_utterance(self, end: UtteranceEnd, now_ns: int) -> None:
        """Performs the rest of the look-ahead, and goes on in silence."""
        if self._segment.speech_from is not None:
            self._keep(self._segment.push(self._speech.flush()), at_once=self._pace.is_live)
            self._pace.after_sound(now_ns, self._segment.position_ns)
            self._keep(self._segment.flush(), at_once=False, is_end=True)
            self._heard = self._hearing
            origin = self._outbox[-1].motion[-1:] if self._outbox else self._shown
            self._segment = self._new_segment(self._segment.first_frame + self._segment.frames, origin)
            self._tags_until_ns = self._segment.position_ns + _TAGS_STAY_NS
        elif not self._pace.started:
            self._pace.begin_at(now_ns, self._segment.position_ns)
        self._ended.append((self._segment.first_frame + self._segment.frames, end))

    def _held(self) -> Controls:
        return update_controls(self.controls, self._tagged)

    def _obey(self, tagged: PartialControls) -> None:
        self._tagged, self._tags_until_ns = tagged, None
        self._segment.pipeline.set_controls(self._held())

    def _outlive_tags(self, position_ns: int | None) -> None:
        """Ends what the tags of a text that is over asked for: when the next sound begins, or after a moment."""
        if self._tags_until_ns is None or (position_ns is not None and position_ns < self._tags_until_ns):
            return
        self._tags_until_ns = None
        if self._tagged:
            self._obey({})

    def _new_segment(self, first_frame: int, origin: Motion | None) -> Segment:
        return Segment(self._new_pipeline(self._held()), first_frame, origin)

    def _new_warm_pipeline(self) -> WarmPipeline:
        return warm_up(self._new_pipeline(self.controls), self.controls, self._options.look_ahead_ns)

    def _ready_warm_pipeline(self) -> WarmPipeline | None:
        return self._warm if self._warm is not None and self._warm.controls == self.controls else None

    def _next_seed(self) -> int | None:
        """That of the options, or of the sound: first its own, then that of whole utterances before."""
        if self._options.seed is None and not self._segments:
            return None
        first = self._heard if self._options.seed is None else self._options.seed
        return (first + self._segments * _SEED_STEP) % 2**53

    def _new_pipeline(self, controls: Controls) -> SpeechToMotion:
        seed = self._next_seed()
        self._segments += 1
        return self._build(controls, seed, self._options.rate_hz)

    def _keep(self, motion: Motion, *, at_once: bool, is_end: bool = False) -> None:
        if not len(motion):
            return
        after = self._segment.first_frame + self._segment.frames
        number = np.arange(after - len(motion), after)
        flags = np.zeros(len(motion), np.int64)
        speech_from = self._segment.speech_from
        flags[number < (after if speech_from is None else speech_from)] |= FrameFlag.IDLE
        if speech_from is not None:
            flags[number == speech_from] |= FrameFlag.FIRST
        flags[number < self._interrupted_until] |= FrameFlag.INTERRUPTED
        if is_end:
            flags[-1] |= FrameFlag.LAST
        self._outbox.append(_Waiting(motion, flags, at_once))

    def _release(self, now_ns: int) -> FlaggedMotion | None:
        leaving: list[Motion] = []
        flags: list[NDArray[np.int64]] = []
        while self._outbox:
            waiting = self._outbox[0]
            due = len(waiting.motion) if waiting.at_once else self._due(waiting.motion, now_ns)
            if due:
                leaving.append(waiting.motion[:due])
                flags.append(waiting.flags[:due])
            if due < len(waiting.motion):
                self._outbox[0] = _Waiting(waiting.motion[due:], waiting.flags[due:], waiting.at_once)
                break
            self._outbox.popleft()
        if not leaving:
            return None
        motion = Motion.concatenate(leaving)
        self._shown = motion[-1:]
        self._next_frame += len(motion)
        return FlaggedMotion(self.epoch, motion, np.concatenate(flags))

    def _due(self, motion: Motion, now_ns: int) -> int:
        return int(np.searchsorted(motion.time_ns, self._pace.due_until(now_ns), side="right"))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Frames that were made and have not left; `at_once` if they need not wait."""

    motion: Motion
    flags: NDArray[np.int64]
    at_once: bool
