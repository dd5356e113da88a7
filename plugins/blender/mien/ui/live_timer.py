# SPDX-License-Identifier: GPL-3.0-or-later
"""Drive of live characters: Blender's timer, and the handlers around saving, loading and rendering."""

import time
from typing import Final

import bpy
from bpy.app.handlers import persistent

from ..scene.live import LIVE
from .redraw import Redrawer

__all__ = ["begin", "end", "keep_ticking"]

_REDRAWER: Final = Redrawer()


def keep_ticking() -> None:
    """Lets Blender call the live characters from now on."""
    if not bpy.app.timers.is_registered(_on_timer):
        bpy.app.timers.register(_on_timer)


def begin() -> None:
    """Listens to Blender."""
    for handlers, function in _handlers():
        # A handler that is not persistent is forgotten when another file is loaded.
        handlers.append(persistent(function))


def end() -> None:
    """Listens no more, and ends what is live."""
    for handlers, function in _handlers():
        # Other add-ons may have emptied the list.
        if function in handlers:
            handlers.remove(function)
    if bpy.app.timers.is_registered(_on_timer):
        bpy.app.timers.unregister(_on_timer)
    LIVE.close()


def _on_timer() -> float | None:
    now_ns = time.monotonic_ns()
    delay = LIVE.tick(now_ns)
    _REDRAWER.redraw(now_ns, moved=LIVE.has_moved)
    return delay


def _before_load(*_: object) -> None:
    LIVE.stop_all()


def _before_save(*_: object) -> None:
    LIVE.rest()


def _before_render(*_: object) -> None:
    LIVE.is_rendering = True


def _after_render(*_: object) -> None:
    LIVE.is_rendering = False


def _after_frame_change(*_: object) -> None:
    LIVE.keep_recorded(time.monotonic_ns())


def _handlers() -> list[tuple[list[object], object]]:
    handlers = bpy.app.handlers
    return [
        (handlers.load_pre, _before_load),
        (handlers.save_pre, _before_save),
        (handlers.render_init, _before_render),
        (handlers.render_complete, _after_render),
        (handlers.render_cancel, _after_render),
        (handlers.frame_change_post, _after_frame_change),
    ]
