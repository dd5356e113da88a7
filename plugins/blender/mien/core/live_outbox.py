# SPDX-License-Identifier: GPL-3.0-or-later
"""Data that a thread has received of a session, handed over to its viewer."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Final

from mien_protocol.client import Client, FacePicture, SessionView, StreamedFrame
from mien_protocol.messages.frames import FrameFlag

from .arrivals import Arrivals
from .link_status import LinkState, LinkStatus

__all__ = ["Arrived", "Outbox"]

_STATUS_NS: Final = 200_000_000

_KEPT: Final = 1_200
"""Frames that wait to be shown: ten seconds at the highest rate. Older ones would not be shown any more."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A frame, and when it came.

    Attributes:
        frame: The frame.
        at_ns: When, by `time.monotonic_ns`.
        session: A number, another one for each session: media time begins anew with it.
    """

    frame: StreamedFrame
    at_ns: int
    session: int


class Outbox:
    """Filled by one thread, emptied by another; each method says for whom it is.

    Attributes:
        status: How the session stands, for both.
        is_speaking: Whether the newest frame is one of speech.
    """

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.status = LinkStatus(LinkState.CONNECTING, "connecting")
        self.is_speaking = False
        # Both ends of a deque may be used by different threads at the same time.
        self._frames: deque[Arrived] = deque(maxlen=_KEPT)
        self._face: FacePicture | None = None
        self._arrivals = Arrivals()
        self._session = 0
        self._told_ns = 0

    def frames(self) -> list[Arrived]:
        """For who shows: the frames that have come since they were asked for last."""
        taken = []
        while self._frames:
            taken.append(self._frames.popleft())
        return taken

    def face(self) -> FacePicture | None:
        """For who shows: the newest picture, if it was not taken yet."""
        picture, self._face = self._face, None
        return picture

    def begin(self, name: str) -> None:
        """For who receives: another session begins."""
        self._session += 1
        self.is_speaking = False
        self.tell(LinkStatus(LinkState.LIVE, "connected", name))

    def take(self, client: Client, session: SessionView, frames: list[StreamedFrame]) -> None:
        """For who receives: frames that have come, and the newest picture."""
        now_ns = time.monotonic_ns()
        for frame in frames:
            latency = now_ns - client.clock.to_client_ns(frame.daemon_ns) if client.clock.known else None
            self._arrivals.add(now_ns, latency)
            self._frames.append(Arrived(frame, now_ns, self._session))
            self.is_speaking = not frame.flags & (FrameFlag.IDLE | FrameFlag.LAST)
        if session.face_header is not None:
            self._face = session.newest_face() or self._face

    def tell_now(self, client: Client, session: SessionView, speaking: float | None) -> None:
        """For who receives: how the session stands, if that was not told lately."""
        now_ns = time.monotonic_ns()
        if now_ns - self._told_ns < _STATUS_NS:
            return
        self.tell(
            LinkStatus(
                LinkState.LIVE if client.is_connected else LinkState.WAITING,
                "connected" if client.is_connected else "the daemon is silent; trying again",
                session.name,
                self._arrivals.fps(now_ns),
                self._arrivals.latency_ms(now_ns),
                session.lost,
                speaking,
            )
        )

    def tell(self, status: LinkStatus) -> None:
        """For who receives: how it stands."""
        self.status = status
        self._told_ns = time.monotonic_ns()
