"""Pictures of the sessions' faces, drawn beside the daemon's own thread so that none delays motion or a stop."""

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_bridge.daemon.pictures.picture import Picture, PictureRequest, draw
from mien_inference.interfaces import FaceRenderer
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.sessions import FaceRequest

__all__ = ["AvatarCache", "AvatarResult", "FaceWorker"]

_WAITING = 2
"""Pictures of a session that may wait: motion comes in steps of 20 ms, in which two may be due."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AvatarResult:
    """Result of an order for an avatar.

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


class FaceWorker:
    """Two threads: one makes avatars, one draws. Results wait in queues until `take` fetches them."""

    def __init__(self, avatars: AvatarCache, wake: Callable[[], None]) -> None:
        """Starts the threads.

        Args:
            avatars: Makes avatars; used by one of the threads alone.
            wake: Called by either thread when there is something to take; it must not block.
        """
        self._avatars = avatars
        self._wake = wake
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="avatars")
        self._ready: deque[AvatarResult] = deque()
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
        """Orders a picture; if two of the session wait already, the older one is dropped."""
        with self._changed:
            self._wanted.setdefault(request.session, deque(maxlen=_WAITING)).append(request)
            self._changed.notify()

    def forget(self, session: str) -> None:
        """Cancels what was ordered for a session."""
        with self._changed:
            self._wanted.pop(session, None)

    def take(self) -> tuple[list[AvatarResult], list[Picture]]:
        """Takes what was finished since the last call."""
        ready = [self._ready.popleft() for _ in range(len(self._ready))]
        return ready, [self._pictures.popleft() for _ in range(len(self._pictures))]

    def close(self) -> None:
        """Ends both threads, after the avatar that is being made."""
        with self._changed:
            self._stopping = True
            self._wanted.clear()
            self._changed.notify()
        self._drawer.join()
        self._builder.shutdown(wait=True, cancel_futures=True)

    def _prepare(self, ticket: int, photo: bytes | None, digest: str | None, face: FaceRequest | None) -> None:
        try:
            known, renderer = self._avatars.prepare(photo, digest, face)
            self._ready.append(AvatarResult(ticket, known, renderer))
        except ProtocolError as error:
            self._ready.append(AvatarResult(ticket, None, None, error))
        except Exception:
            _log.exception("avatar.failed")
            defect = ProtocolError(ErrorCode.INTERNAL, "the avatar could not be made", "the daemon's log tells why")
            self._ready.append(AvatarResult(ticket, None, None, defect))
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
            # Otherwise the renderer, tens of megabytes, would outlive its session until the next picture.
            del request
            self._wake()
