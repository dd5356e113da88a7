"""The bake socket: lossless motion, no faster than its clients take it."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mien_bridge.daemon.bakes.bake import Bake, BakeOptions
from mien_bridge.daemon.performance.session import PipelineFactory
from mien_bridge.daemon.performance.wire_controls import update_controls
from mien_bridge.daemon.wire.clients import ClientTable
from mien_bridge.daemon.wire.dispatcher import check_version, report_defect
from mien_inference.controls import Controls
from mien_protocol.audio_payload import unpack_audio
from mien_protocol.codec import Part, decode
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.bake import (
    BakeAudio,
    BakeChunk,
    BakeClose,
    BakeCredit,
    BakeEnd,
    BakeOpen,
    BakeOpened,
    BakeResume,
)
from mien_protocol.messages.connection import ErrorReply, Ping, Pong
from mien_protocol.messages.sessions import SessionEnded
from mien_protocol.messages.speech import AudioProgress
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.schema import Message
from mien_protocol.seed import from_wire_seed

__all__ = ["BakeServer", "Delivery"]

_log = logging.getLogger(__name__)

_KEPT_NS: Final = 60_000_000_000
"""Time for which a bake is kept whose client is silent."""

_MOST_KEPT: Final = 512 * 1024 * 1024
"""Bytes of motion that are kept for all clients together, in equal shares: ten hours at 60 frames a second, or 38
minutes of each of sixteen bakes. Of a longer one the earliest frames that were sent are given up."""

Delivery = Callable[[bytes, Message], bool]
"""Sends a message to a connection without waiting; False if it could not be taken now."""


@dataclass(slots=True)
class _Job:
    """One bake and its client."""

    name: str
    bake: Bake
    identity: bytes
    audio_rate_hz: int
    touched_ns: int
    told_credit: int
    ended: bool = False


class BakeServer:
    """Answers the messages of the bake socket, and bakes in small pieces between them."""

    def __init__(
        self,
        build: PipelineFactory,
        *,
        admits: Callable[[str], bool],
        deliver: Delivery,
        has_room: Callable[[], bool],
        unidentified: ClientTable,
        clock: Callable[[], int],
    ) -> None:
        """A server without bakes.

        Args:
            build: Makes the bakes' pipelines.
            admits: Whether a token is the right one.
            deliver: Sends.
            has_room: Whether another session may be opened.
            unidentified: Remembers who was told that nothing could be read.
            clock: Daemon time, for the second stamp of a `pong`.
        """
        self._build = build
        self._admits = admits
        self._deliver = deliver
        self._has_room = has_room
        self._unidentified = unidentified
        self._clock = clock
        self._jobs: dict[str, _Job] = {}
        self._table: dict[type[Message], Callable[[bytes, Any, int], Message | None]] = {
            BakeOpen: self._open,
            BakeResume: self._resume,
            BakeAudio: self._audio,
            BakeCredit: self._credit,
            BakeClose: self._close,
            Ping: self._ping,
        }

    def __len__(self) -> int:
        return len(self._jobs)

    @property
    def has_work(self) -> bool:
        """True if `work` would do more than wait for room in a socket."""
        return any(job.bake.has_work for job in self._jobs.values())

    def receive(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> None:
        """Answers one message, whatever it is."""
        try:
            reply = self._answer(identity, parts, now_ns)
        except ProtocolError as error:
            if error.re or error.session or self._unidentified.may_be_told(identity, now_ns):
                self._deliver(identity, ErrorReply.of(error))
            return
        if reply is not None:
            self._deliver(identity, reply)
        if isinstance(reply, BakeOpened):
            audio = self._jobs[reply.session].bake.audio
            self._deliver(identity, AudioProgress(reply.session, audio.accepted, audio.credit))

    def work(self, now_ns: int) -> None:
        """Advances the bake that has waited longest by one piece, and sends what can be sent of all."""
        worked = False
        for job in list(self._jobs.values()):
            try:
                if job.bake.has_work and not worked:
                    worked = True
                    self._jobs[job.name] = self._jobs.pop(job.name)
                    job.bake.work()
                self._send(job, now_ns)
                job.bake.forget_beyond(_MOST_KEPT // len(self._jobs))
            except Exception:
                _log.exception("bake.broken", extra={"session": job.name})
                message = "a defect of the daemon ended the bake; its log tells more"
                self._end(job, ErrorCode.INTERNAL, message)

    def extend_deadlines(self, lost_ns: int) -> None:
        """Extends every deadline by the stall, during which no client was heard."""
        for job in self._jobs.values():
            job.touched_ns += lost_ns

    def expire(self, now_ns: int) -> None:
        """Drops bakes whose clients have been silent for too long."""
        for job in list(self._jobs.values()):
            if now_ns - job.touched_ns > _KEPT_NS:
                self._end(job, ErrorCode.NO_SESSION, "nothing was heard of the client for 60 s")

    def close(self) -> None:
        """Tells all clients that nothing more will come."""
        for job in list(self._jobs.values()):
            self._end(job, ErrorCode.NO_SESSION, "the daemon stops")

    def _end(self, job: _Job, code: str, message: str) -> None:
        del self._jobs[job.name]
        self._deliver(job.identity, SessionEnded(job.name, code, message))

    def _send(self, job: _Job, now_ns: int) -> None:
        bake = job.bake
        while (chunk := bake.next_chunk()) is not None:
            if not self._deliver(job.identity, BakeChunk(job.name, chunk.first_frame, chunk.count, chunk.payload)):
                return
            bake.sent(chunk)
            job.touched_ns = now_ns
        if bake.is_sent and not job.ended:
            job.ended = self._deliver(job.identity, BakeEnd(job.name, bake.frames, bake.crc32))
        if bake.audio.credit - job.told_credit >= job.audio_rate_hz:
            # Repeated if it could not be sent: a client that waits for credit would wait for good.
            progress = AudioProgress(job.name, bake.audio.accepted, bake.audio.credit)
            if self._deliver(job.identity, progress):
                job.told_credit = progress.credit

    def _answer(self, identity: bytes, parts: Sequence[Part], now_ns: int) -> Message | None:
        message = decode(parts, Socket.BAKE, Sender.CLIENT)
        re, session = getattr(message, "id", 0), getattr(message, "session", None)
        try:
            return self._table[type(message)](identity, message, now_ns)
        except ProtocolError as error:
            raise error.answering(re, session) from error
        except Exception as error:
            raise report_defect(type(message).__name__).answering(re, session) from error

    def _open(self, identity: bytes, message: BakeOpen, now_ns: int) -> BakeOpened:
        self._admit(message)
        if not self._has_room():
            raise ProtocolError(
                ErrorCode.TOO_MANY_SESSIONS, "all sessions of this daemon are taken", "close one", retryable=True
            )
        options = BakeOptions(
            rate_hz=message.rate_hz,
            seed=from_wire_seed(message.seed),
            audio_rate_hz=message.audio_rate_hz,
            latents=message.latents,
            controls=update_controls(Controls(), message.controls),
        )
        bake = Bake(options, self._build)
        name = secrets.token_hex(8)
        self._jobs[name] = _Job(name, bake, identity, message.audio_rate_hz, now_ns, bake.audio.credit)
        _log.info("bake.opened", extra={"session": name})
        return _opened(message.id, self._jobs[name])

    def _resume(self, identity: bytes, message: BakeResume, now_ns: int) -> BakeOpened:
        self._admit(message)
        job = self._jobs.get(message.session)
        if job is None:
            raise _no_bake(message.session)
        job.bake.resume(message.first_frame)
        job.identity, job.touched_ns, job.ended = identity, now_ns, False
        _log.info("bake.resumed", extra={"session": job.name, "first_frame": message.first_frame})
        return _opened(message.id, job)

    def _audio(self, identity: bytes, message: BakeAudio, now_ns: int) -> None:
        bake = self._own(identity, message.session, now_ns).bake
        # Copied: a few queued samples would otherwise keep their whole message alive.
        bake.push(message.seq, unpack_audio(message.payload).copy(), last=message.last)

    def _credit(self, identity: bytes, message: BakeCredit, now_ns: int) -> None:
        self._own(identity, message.session, now_ns).bake.grant(message.frames)

    def _close(self, identity: bytes, message: BakeClose, now_ns: int) -> None:
        del self._jobs[self._own(identity, message.session, now_ns).name]
        _log.info("bake.closed", extra={"session": message.session})

    def _ping(self, identity: bytes, message: Ping, now_ns: int) -> Pong:
        own = [job for job in self._jobs.values() if job.identity == identity]
        if not own:
            raise _open_first()
        for job in own:
            job.touched_ns = now_ns
        return Pong(message.id, message.client_ns, now_ns, self._clock())

    def _own(self, identity: bytes, session: str, now_ns: int) -> _Job:
        """Finds a connection's own bake; nobody else may touch it without the token."""
        job = self._jobs.get(session)
        if job is None:
            raise _no_bake(session)
        if job.identity != identity:
            raise _open_first()
        job.touched_ns = now_ns
        return job

    def _admit(self, message: BakeOpen | BakeResume) -> None:
        check_version(message.protocol)
        if not self._admits(message.token):
            raise ProtocolError(ErrorCode.TOKEN, "the token is not this daemon's", "read it from the connection file")


def _opened(re: int, job: _Job) -> BakeOpened:
    bake = job.bake
    layout = "m1l" if bake.latent_size else "m1"
    return BakeOpened(re, job.name, layout, EXPRESSION_NAMES, bake.latent_model, bake.latent_size, bake.audio.credit)


def _no_bake(session: str) -> ProtocolError:
    return ProtocolError(ErrorCode.NO_SESSION, f"there is no bake {session}", "it was closed, or kept for 60 s")


def _open_first() -> ProtocolError:
    return ProtocolError(ErrorCode.HELLO_FIRST, "the first message of a connection must be bake_open or bake_resume")
