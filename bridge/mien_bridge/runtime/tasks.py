"""Tasks of an event loop: ones that log a defect, and several of which the first to end ends the others."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

__all__ = ["first_completed", "start_task"]

_log = logging.getLogger(__name__)

T = TypeVar("T")


def start_task(work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
    """Starts a task; if a defect ends it, the log says so."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_look)
    return task


async def first_completed(*efforts: Coroutine[Any, Any, T]) -> T:
    """Returns or raises what the first to end does; the others are cancelled, and have ended by then."""
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


def _look(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("task.failed", exc_info=error, extra={"task": task.get_name()})
