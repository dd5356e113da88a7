"""Wait for sockets in an event loop."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

__all__ = ["wait_for_any"]

_BLIND: Final[Any] = getattr(asyncio, "ProactorEventLoop", ())
"""The usual event loop of Windows, which cannot watch descriptors."""

_LOOK_EVERY_S: Final = 0.005


async def wait_for_any(descriptors: Sequence[int], timeout_s: float, wake: asyncio.Event) -> None:
    """Waits until one of some file descriptors can be read, `wake` is set, or the time is over.

    Where the event loop cannot watch descriptors, it is over after 5 ms: whoever waits looks 200 times a second.
    """
    loop = asyncio.get_running_loop()
    if isinstance(loop, _BLIND):
        descriptors, timeout_s = (), min(timeout_s, _LOOK_EVERY_S)
    for descriptor in descriptors:
        loop.add_reader(descriptor, wake.set)
    try:
        # Not `wait_for`: before Python 3.12 it may lose a cancellation that comes together with the wake-up.
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await wake.wait()
    finally:
        for descriptor in descriptors:
            loop.remove_reader(descriptor)
