"""A subscriber in a thread of its own, so that each message is stamped when it comes."""

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

from mien_bridge.tap.message import TapMessage
from mien_bridge.tap.raw_subscriber import RawSubscriber
from mien_protocol.messages.table import Socket

__all__ = ["BackgroundSubscriber"]

_TURN_S: Final = 0.1
_WAITING: Final = 4_096
"""Messages that may wait to be taken; the oldest go."""


class BackgroundSubscriber:
    """A `RawSubscriber` in a thread of its own."""

    def __init__(self, connection: Mapping[str, Any], topics: Iterable[tuple[Socket, str]]) -> None:
        """Begins to listen; arguments and errors are those of `RawSubscriber`."""
        self._subscriber = RawSubscriber(connection, topics)
        self._received: deque[TapMessage] = deque(maxlen=_WAITING)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="ear", daemon=True)
        self._thread.start()

    def take(self) -> list[TapMessage]:
        """Takes the messages since the last call."""
        return [self._received.popleft() for _ in range(len(self._received))]

    def close(self) -> None:
        """Ends the subscriptions and the thread."""
        self._stopping.set()
        self._thread.join()
        self._subscriber.close()

    def _listen(self) -> None:
        while not self._stopping.is_set():
            self._received.extend(self._subscriber.listen(_TURN_S))
