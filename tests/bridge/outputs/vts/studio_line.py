"""The stand-in for VTube Studio in the client's own process: no sockets, and every delay under the test's control."""

from collections import deque

from tests.bridge.outputs.vts.studio import Session, Studio


class StudioLine:
    """Answers at once, or when it is told to.

    Attributes:
        is_held: Whether replies stay on their way until `release`.
        waiting: Replies that have arrived and were not read.
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.is_held = False
        self.waiting: deque[str | bytes] = deque()
        self._held: deque[str] = deque()
        self.session = Session(self._answer)

    def send(self, text: str) -> None:
        self.studio.take(self.session, text)

    def received(self) -> str | bytes | None:
        return self.waiting.popleft() if self.waiting else None

    def release(self, count: int | None = None) -> None:
        for _ in range(len(self._held) if count is None else count):
            self.waiting.append(self._held.popleft())

    def _answer(self, text: str) -> None:
        (self._held if self.is_held else self.waiting).append(text)
