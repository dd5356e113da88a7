"""Tasks beside others that must not end without a word."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

__all__ = ["start_task"]

_log = logging.getLogger(__name__)


def start_task(work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
    """Begins a task; should a defect end it, the log says so."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_look)
    return task


def _look(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("task.failed", exc_info=error, extra={"task": task.get_name()})
