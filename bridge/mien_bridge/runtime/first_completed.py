"""Several things at once, of which the first to end ends the others."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["first_completed"]

T = TypeVar("T")


async def first_completed(*efforts: Coroutine[Any, Any, T]) -> T:
    """What the first that ends returns or raises; the others are cancelled, and have ended when this returns."""
    tasks = [asyncio.ensure_future(effort) for effort in efforts]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    # Of several that ended together, one that failed says more.
    failed = [task for task in done if task.exception() is not None]
    return (failed or list(done))[0].result()
