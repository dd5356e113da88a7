"""The environment of a connection, which a test can replace."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from mien_protocol.client.connection.transport import Transport
from mien_protocol.client.connection.zmq_transport import ZmqTransport
from mien_protocol.connection_file import listens

__all__ = ["Environment"]


async def _pause(seconds: float, wake: asyncio.Event) -> None:
    # Not `wait_for`: before Python 3.12 it may lose a cancellation that comes together with the event.
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await wake.wait()


@dataclass(frozen=True, slots=True)
class Environment:
    """Clock, sockets and waiting of a connection.

    Attributes:
        dial: Connects by what the connection file says, under a routing id.
        clock: The client's time, nanoseconds, monotonic.
        wait: Lets seconds pass.
        pause: Lets seconds pass in an event loop, or fewer if the event is set.
        listens: Tells whether somebody listens at an address, however busy.
    """

    dial: Callable[[Mapping[str, Any], bytes], Transport] = ZmqTransport
    clock: Callable[[], int] = time.monotonic_ns
    wait: Callable[[float], None] = time.sleep
    pause: Callable[[float, asyncio.Event], Awaitable[None]] = _pause
    listens: Callable[[str], bool] = listens
