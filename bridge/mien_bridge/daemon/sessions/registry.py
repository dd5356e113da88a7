"""The open sessions, each on its own: one that fails ends, and the others go on."""

import logging
import secrets
from collections.abc import Callable, Iterator
from typing import Final

from mien_bridge.daemon.performance.pace import PaceKind
from mien_bridge.daemon.performance.pipeline_traits import PipelineTraits
from mien_bridge.daemon.performance.session import PipelineFactory, Session, SessionOptions
from mien_bridge.daemon.performance.wire_controls import update_controls
from mien_bridge.daemon.sessions.wire_session import SessionChannels, WireSession
from mien_inference.controls import Controls
from mien_inference.interfaces import FaceRenderer
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.sessions import OpenSession, SessionEnded
from mien_protocol.seed import from_wire_seed

__all__ = ["SessionRegistry"]

_log = logging.getLogger(__name__)

_TURN_NS: Final = 8_000_000
"""Sixteen sessions may be more than a core can perform, and have 30 ms of work at a time: no stop waits for that."""


class SessionRegistry:
    """The sessions of the control socket.

    Attributes:
        channels: Where their messages go.
    """

    def __init__(
        self,
        build: PipelineFactory,
        traits: PipelineTraits,
        channels: SessionChannels,
        server_id: str,
        has_room: Callable[[], bool],
    ) -> None:
        """A registry without sessions.

        Args:
            build: Makes the sessions' pipelines.
            traits: Of these pipelines.
            channels: Where their messages go.
            server_id: Of this run of the daemon.
            has_room: Whether another session may be opened.
        """
        self.channels = channels
        self._build = build
        self._traits = traits
        self._server_id = server_id
        self._has_room = has_room
        self._sessions: dict[str, WireSession] = {}
        self._is_behind = False

    def __len__(self) -> int:
        return len(self._sessions)

    def __iter__(self) -> Iterator[WireSession]:
        return iter(list(self._sessions.values()))

    @property
    def has_backlog(self) -> bool:
        """True if something should be performed without delay."""
        return self._is_behind or any(live.session.has_backlog for live in self._sessions.values())

    def check_room(self) -> None:
        """Refuses a session beyond the limit.

        Raises:
            ProtocolError: `too_many_sessions`.
        """
        if not self._has_room():
            raise ProtocolError(
                ErrorCode.TOO_MANY_SESSIONS, "all sessions of this daemon are taken", "close one", retryable=True
            )

    def open(self, owner: bytes, asked: OpenSession, renderer: FaceRenderer | None, now_ns: int) -> WireSession:
        """Begins a session.

        Raises:
            ProtocolError: `too_many_sessions`.
        """
        self.check_room()
        options = SessionOptions(
            pace=PaceKind(asked.pace),
            rate_hz=asked.rate_hz,
            seed=from_wire_seed(asked.seed),
            audio_rate_hz=asked.audio_rate_hz,
            controls=update_controls(Controls(), asked.controls),
            look_ahead_ns=self._traits.look_ahead_ns,
        )
        name = secrets.token_hex(8)
        live = WireSession(
            name,
            owner=owner,
            session=Session(options, self._build),
            asked=asked,
            traits=self._traits,
            server_id=self._server_id,
            channels=self.channels,
        )
        self._sessions[name] = live
        try:
            live.begin(renderer, now_ns)
        except Exception as error:
            # Otherwise nobody could close it; and the request was not at fault.
            self.end(name)
            raise RuntimeError("the streams of a session could not begin") from error
        _log.info("session.opened", extra={"session": name, "pace": asked.pace, "face": asked.face is not None})
        return live

    def find(self, name: str) -> WireSession:
        """A session by its name.

        Raises:
            ProtocolError: `no_session`.
        """
        live = self._sessions.get(name)
        if live is None:
            raise ProtocolError(ErrorCode.NO_SESSION, f"there is no session {name}", "it has ended, or never existed")
        return live

    def get(self, name: str) -> WireSession | None:
        """A session by its name, if there still is one."""
        return self._sessions.get(name)

    def end(self, name: str) -> None:
        """Ends a session."""
        self._sessions.pop(name).end()
        _log.info("session.ended", extra={"session": name})

    def end_with_reason(self, live: WireSession, code: str, message: str) -> None:
        """Ends a session, and tells its owner why."""
        self.end(live.name)
        self.channels.tell(live.owner, SessionEnded(live.name, code, message))

    def perform(self, clock: Callable[[], int]) -> None:
        """Advances the sessions that have waited longest, until all have run or other work is due.

        Args:
            clock: Daemon time.
        """
        until_ns = clock() + _TURN_NS
        waiting = list(self)
        for served, live in enumerate(waiting, 1):
            with self.guard(live):
                live.perform(clock())
            if live.name in self._sessions:
                self._sessions[live.name] = self._sessions.pop(live.name)
            self._is_behind = served < len(waiting)
            if clock() >= until_ns:
                return

    def prepare(self, now_ns: int) -> None:
        """Prepares one session for an interruption, if there is one that is not."""
        for live in self:
            with self.guard(live):
                if live.session.prepare(now_ns):
                    return

    def guard(self, live: WireSession) -> "_Guard":
        """A context in which any exception is a defect that ends this session alone."""
        return _Guard(self, live)


class _Guard:
    def __init__(self, registry: SessionRegistry, live: WireSession) -> None:
        self._registry = registry
        self._live = live

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        _log.error("session.broken", exc_info=error, extra={"session": self._live.name})
        self._registry.end_with_reason(
            self._live, ErrorCode.INTERNAL, "a defect of the daemon ended the session; its log tells more"
        )
        return True
