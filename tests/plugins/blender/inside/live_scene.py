"""Live characters for the checks, and Blender's timer, which never fires without its window."""

import sys
import time

import bpy
from scenes import MODULE, shape_values

PATIENCE_S = 120.0


def part_of(name):
    """A module of the extension."""
    return sys.modules[f"{MODULE}.{name}"]


def live():
    """All live characters."""
    return part_of("scene.live").LIVE


def tick_until(done, what):
    """Ticks as Blender's timer does, until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < deadline, what
        live().tick(time.monotonic_ns())
        time.sleep(1 / 120)


def go_live(armature, **changed):
    """Makes the stock head live, and waits until it moves."""
    for name, value in changed.items():
        setattr(armature.mien_live, name, value)
    assert bpy.ops.mien.live_start() == {"FINISHED"}
    character = live().character(armature.name)
    tick_until(lambda: character.is_moving, status(character))
    return character


def refusal(operator):
    """What an operator says that does not do what it is asked."""
    try:
        operator()
    except RuntimeError as error:
        return str(error)
    return ""


def status(character):
    return character.link.outbox.status


def face():
    return shape_values(bpy.data.objects["Face"])


def speaks():
    """Whether the mouth is open further than an idle one opens."""
    return face()["jawOpen"] > 0.1
