"""The client's task in an event loop: it ends when it is told to, whatever comes at that moment."""

import asyncio
import math

import pytest

from mien_protocol.client.connection.descriptors import wait_for_any

pytestmark = pytest.mark.unit

ENDED_S = 2.0


@pytest.mark.parametrize("turns", range(6))
def test_a_cancellation_that_comes_together_with_a_nudge_is_not_lost(turns):
    nudge = asyncio.Event()

    async def drive():
        while True:
            nudge.clear()
            await wait_for_any([], math.inf, nudge)

    async def cancelled_after_a_nudge() -> bool:
        driving = asyncio.create_task(drive())
        for _ in range(5):
            await asyncio.sleep(0)
        nudge.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        driving.cancel()
        await asyncio.wait([driving], timeout=ENDED_S)
        ended = driving.cancelled()
        # Or the loop would wait for it.
        driving.cancel()
        return ended

    assert asyncio.run(cancelled_after_a_nudge())
