"""Pictures of the sessions' faces, drawn beside the daemon's own thread so that none delays motion or a stop."""

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from mien_bridge.daemon.pictures.picture import Picture, PictureRequest, draw
from mien_inference.interfaces import FaceRenderer
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from mien_protocol.rig import EXPRESSION_COUNT

__all__ = ["Faces", "Ready", "Studio"]

_AVATARS = 8
"""Avatars kept for whoever comes back with the same photo; one is some ten megabytes."""

_WAITING = 2
"""Pictures of a session that may wait: motion comes in steps of 20 ms, in which two may be due."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """An order for an avatar that was carried out, or refused.

    Attributes:
        ticket: The order.
        sha256: Of the photo.
        renderer: What draws it; None if no pictures were asked for, or if it was refused.
        error: Why it was refused.
    """

    ticket: int
    sha256: str | None
    renderer: FaceRenderer | None
    error: ProtocolError | None = None


class Studio:
    """Makes avatars of photos, and keeps the last of them."""

    def __init__(self, build: Callable[[bytes], object], renderer: Callable[[Any, FaceRequest], FaceRenderer]) -> None:
        """Makes avatars, of whatever kind, with `build`, and what draws them with `renderer`.

        Either raises MienError for what it cannot do.
        """
        self._build = build
        self._renderer = renderer
        self._avatars: OrderedDict[str, object] = OrderedDict()

    def prepare(
        self, photo: bytes | None, digest: str | None, face: FaceRequest | None
    ) -> tuple[str, FaceRenderer | None]:
        """The photo's SHA-256, and a renderer if pictures are asked for.

        Raises:
            ProtocolError: `avatar`, if the photo cannot be used or is not known; `unsupported`, if the pictures that
                are asked for cannot be made.
        """
        if photo is not None:
            digest = sha256(photo).hexdigest()
        assert digest is not None
        avatar = self._avatars.pop(digest, None)
        if avatar is None:
            avatar = self._built(photo, digest)
        self._avatars[digest] = avatar
        if len(self._avatars) > _AVATARS:
            self._avatars.popitem(last=False)
        if face is None:
            return digest, None
        renderer = self._drawing(avatar, face)
        # The first picture takes far longer than the others: code is loaded, buffers are touched.
        renderer.render(_at_rest())
        return digest, renderer

    def _drawing(self, avatar: object, face: FaceRequest) -> FaceRenderer:
        try:
            return self._renderer(avatar, face)
        except MienError as error:
            raise ProtocolError(ErrorCode.UNSUPPORTED, str(error), "ask for another `layout`") from error

    def _built(self, photo: bytes | None, digest: str) -> object:
        if photo is None:
            raise ProtocolError(
                ErrorCode.AVATAR, f"the photo {digest[:8]}... is not known here any more", "send it as `avatar`"
            )
        try:
            return self._build(photo)
        except MienError as error:
            raise ProtocolError(ErrorCode.AVATAR, str(error), "use another photo") from error


def _at_rest() -> MotionFrame:
    nothing = np.zeros(EXPRESSION_COUNT, np.float32)
    return MotionFrame(0, nothing, identity(1)[0], np.zeros(3, np.float32), np.zeros(2, np.float32))


class Faces:
    """Two threads: one makes avatars, one draws. Results wait in queues until `take` fetches them."""

    def __init__(self, studio: Studio, wake: Callable[[], None]) -> None:
        """Starts the threads.

        Args:
            studio: Makes avatars; used by one of the threads alone.
            wake: Called by either thread when there is something to take; it must not block.
        """
        self._studio = studio
        self._wake = wake
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="avatars")
        self._ready: deque[Ready] = deque()
        self._pictures: deque[Picture] = deque()
        self._wanted: OrderedDict[str, deque[PictureRequest]] = OrderedDict()
        self._changed = threading.Condition()
        self._stopping = False
        self._drawer = threading.Thread(target=self._draw_all, name="pictures", daemon=True)
        self._drawer.start()

    def prepare(self, ticket: int, photo: bytes | None, digest: str | None, face: FaceRequest | None) -> None:
        """Orders an avatar; the result bears the ticket."""
        self._builder.submit(self._prepare, ticket, photo, digest, face)

    def request(self, request: PictureRequest) -> None:
        """Orders a picture; where two of the session wait already, the older one will not be drawn."""
        with self._changed:
            self._wanted.setdefault(request.session, deque(maxlen=_WAITING)).append(request)
            self._changed.notify()

    def forget(self, session: str) -> None:
        """Takes back what was ordered for a session."""
        with self._changed:
            self._wanted.pop(session, None)

    def take(self) -> tuple[list[Ready], list[Picture]]:
        """What was finished since."""
        ready = [self._ready.popleft() for _ in range(len(self._ready))]
        return ready, [self._pictures.popleft() for _ in range(len(self._pictures))]

    def close(self) -> None:
        """Ends both threads; an avatar that is being made is waited for."""
        with self._changed:
            self._stopping = True
            self._wanted.clear()
            self._changed.notify()
        self._drawer.join()
        self._builder.shutdown(wait=True, cancel_futures=True)

    def _prepare(self, ticket: int, photo: bytes | None, digest: str | None, face: FaceRequest | None) -> None:
        try:
            known, renderer = self._studio.prepare(photo, digest, face)
            self._ready.append(Ready(ticket, known, renderer))
        except ProtocolError as error:
            self._ready.append(Ready(ticket, None, None, error))
        except Exception:
            _log.exception("avatar.failed")
            defect = ProtocolError(ErrorCode.INTERNAL, "the avatar could not be made", "the daemon's log tells why")
            self._ready.append(Ready(ticket, None, None, defect))
        self._wake()

    def _draw_all(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._wanted)
                if self._stopping:
                    return
                session, waiting = self._wanted.popitem(last=False)
                request = waiting.popleft()
                if waiting:
                    # Behind those of the other sessions.
                    self._wanted[session] = waiting
            self._pictures.append(draw(request))
            # Or else the renderer, tens of megabytes, would stay after its session until the next picture.
            del request
            self._wake()
