"""A session that a client opened in a replay: it always performs what was recorded."""

from collections import deque
from collections.abc import Callable
from typing import Final

from mien_bridge.daemon.performance.audio_queue import AudioQueue, Requester
from mien_bridge.daemon.performance.wire_controls import to_wire_controls, update_controls
from mien_bridge.tap.playback import Playback
from mien_bridge.tap.played_session import PlayedSession
from mien_inference.controls import Controls
from mien_protocol.audio_payload import unpack_audio
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.frames import FrameFlag, MotionStreamFrame
from mien_protocol.messages.sessions import Opened, OpenSession
from mien_protocol.messages.speech import AudioEnded, AudioProgress, Cancelled, PushAudio, Said, Say
from mien_protocol.schema import Message

__all__ = ["ReplaySession"]

_LOOK_AHEAD_NS: Final = 110_000_000
"""Look-ahead of the daemon's own pipeline; a recording does not tell it."""

Tell = Callable[[bytes, Message], None]


class ReplaySession:
    """One session of a client; each of its utterances plays the recording once, beginning with its first sound.

    Sound is counted, checked and thrown away.

    Attributes:
        played: Its streams.
        owner: Routing id of the connection that opened it.
    """

    def __init__(self, played: PlayedSession, playback: Playback, owner: bytes, asked: OpenSession, tell: Tell) -> None:
        self.played = played
        self.owner = owner
        self._playback = playback
        self._asked = asked
        self._tell = tell
        self._controls = update_controls(Controls(), asked.controls)
        self._audio = AudioQueue(DEFAULT_LIMITS.audio_samples)
        self._told_credit = self._audio.credit
        self._ends: deque[tuple[bytes, AudioEnded]] = deque()
        self._has_sound = False
        self._is_said = False

    @property
    def next_ns(self) -> int | None:
        """Time at which something is due; None if nothing is."""
        return self._playback.next_ns

    def opened(self, re: int, avatar_sha256: str | None) -> Opened:
        """The reply to the request that opened the session."""
        return Opened(re, self.played.name, self.played.topics, _LOOK_AHEAD_NS, self._audio.credit, avatar_sha256)

    def progress(self) -> AudioProgress:
        """Progress and credit of the audio."""
        return AudioProgress(self.played.name, self._audio.accepted, self._audio.credit)

    def push(self, identity: bytes, message: PushAudio, now_ns: int) -> None:
        """Takes sound, and begins to play.

        Raises:
            ProtocolError: If it is out of order, or more than the credit allows.
        """
        samples = unpack_audio(message.payload)
        self._audio.push(message.seq, samples)
        self._audio.take(len(samples))
        if self._audio.credit - self._told_credit >= self._asked.audio_rate_hz:
            self._told_credit = self._audio.credit
            self._tell(identity, self.progress())
        if not self._has_sound:
            self._play(now_ns)
        self._has_sound = True

    def end_audio(self, requester: Requester, now_ns: int) -> None:
        """Ends an utterance, answered when the recording's is over; without sound before it, starts playing."""
        self._audio.end(requester)
        samples = self._audio.take_end().samples
        self._ends.append((requester.identity, AudioEnded(requester.id, self.played.name, samples)))
        if not self._has_sound:
            self._play(now_ns)
        self._has_sound = False
        self._answer_ends()

    def say(self, message: Say, now_ns: int) -> Said:
        """Begins to play, as if the recording were the text's speech."""
        self._play(now_ns)
        rate_hz = self._asked.audio_rate_hz
        return Said(message.id, self.played.name, round(self._playback.media_s * rate_hz), rate_hz)

    def set_controls(self, changes: PartialControls) -> PartialControls:
        """Changes the controls, to no effect on the recording; returns all of them."""
        self._controls = update_controls(self._controls, changes)
        return to_wire_controls(self._controls)

    def cancel(self, requester: Requester) -> None:
        """Begins a new epoch, in which the recording goes on."""
        self.played.interrupt()
        self._tell(
            requester.identity, Cancelled(requester.id, self.played.name, self.played.epoch, self.played.time_ns)
        )
        while self._ends:
            self._tell(*self._ends.popleft())

    def perform(self, now_ns: int) -> None:
        """Plays what is due."""
        for message in self._playback.due(now_ns):
            self.played.publish(message, now_ns)
            self._is_said |= isinstance(message, MotionStreamFrame) and bool(message.flags & FrameFlag.LAST)
        self._is_said |= not self._playback.is_playing
        self._answer_ends()

    def end(self) -> None:
        """Ends its streams."""
        self._playback.close()
        self.played.end()

    def _play(self, now_ns: int) -> None:
        """Plays the recording from its beginning, unless it is in the middle of its utterance."""
        if not self._playback.is_playing or self._is_said:
            self._is_said = False
            self._playback.start(now_ns)

    def _answer_ends(self) -> None:
        while self._ends and self._is_said:
            self._tell(*self._ends.popleft())
