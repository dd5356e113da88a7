"""A bake of a client: `for motion in client.bake(pcm, audio_rate_hz=16_000): ...`."""

from collections.abc import Iterator
from typing import Final

from mien_protocol.client.blocking_driver import BlockingDriver
from mien_protocol.client.properties import BakeProperties
from mien_protocol.client.sessions.bake import Bake
from mien_protocol.motion import Motion

__all__ = ["BAKE_PATIENCE_S", "BakeJob"]

BAKE_PATIENCE_S: Final = 60.0
"""As long as a daemon keeps what a client has not got."""


class BakeJob(BakeProperties):
    """Running bake; made by `Client.bake`.

    Iterate over it, which waits; or call `ready` now and then, which does not. Where the connection breaks, it goes
    on by itself at the same daemon. All of the motion has come, and is what the daemon made, when the iteration ends
    or `is_done` becomes true: it is held against the daemon's CRC-32.
    """

    def __init__(self, core: Bake, driver: BlockingDriver) -> None:
        """Wraps an opened bake."""
        super().__init__(core)
        self._driver = driver

    def __enter__(self) -> "BakeJob":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.cancel()

    def __iter__(self) -> Iterator[Motion]:
        """The motion, some seconds at a time, in order.

        Raises:
            MienError: If the daemon refuses, was restarted, or is silent for a minute.
        """
        while (motion := self._driver.run(self._core.next(BAKE_PATIENCE_S))) is not None:
            yield motion

    def turn(self, timeout_s: float = 0.0) -> None:
        """Takes what has come, or comes first within the time; sends more sound as there is room."""
        self._driver.turn(timeout_s)

    def ready(self) -> list[Motion]:
        """The motion that arrived since the last call; does not wait; raises as iterating does."""
        self._driver.turn(0.0)
        return self._core.ready()

    def cancel(self) -> None:
        """Ends the bake; more calls do nothing."""
        self._core.close()
