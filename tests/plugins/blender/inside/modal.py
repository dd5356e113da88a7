"""A bake as a person starts it: Blender goes on meanwhile, ESC ends it, and nothing is left behind however it ends.

Blender's module has no windows, in which alone it hands events to buttons; they are handed to the button's own code.
"""

import importlib
from types import SimpleNamespace

import bpy
from harness import disable, enable, run
from scenes import MODULE, settings, stock_head

TIMER, ESC, MOUSE = (SimpleNamespace(type=name) for name in ("TIMER", "ESC", "MOUSEMOVE"))
TURNS = 3000


def part(name):
    return importlib.import_module(f"{MODULE}.{name}")


class Button:
    """What `mien.bake` does, without Blender's registration of it."""

    def __init__(self):
        self.said = []
        kind = part("ui.bake_operator").BakeOperator
        for name in ("modal", "begin_modal", "cancel", "lines", "begin", "_go_on", "_finished"):
            setattr(self, name, getattr(kind, name).__get__(self))

    def report(self, kind, words):
        self.said.append((next(iter(kind)), words))


def pressed():
    """A button that was pressed, and the context that it works in."""
    timers = []
    manager = SimpleNamespace(event_timer_add=lambda *_, **__: timers.append(1), modal_handler_add=lambda _: None)
    context = SimpleNamespace(
        active_object=bpy.context.active_object, scene=bpy.context.scene, preferences=bpy.context.preferences,
        window=None, window_manager=manager, workspace=SimpleNamespace(status_text_set=lambda _: None),
    )  # fmt: skip
    button = Button()
    put_away = part("ui.bake_operator")._put_away
    part("ui.bake_operator")._put_away = lambda _: timers.pop()
    try:
        assert button.begin_modal(context) == {"RUNNING_MODAL"}
    finally:
        part("ui.bake_operator")._put_away = put_away
    assert timers
    step = button._bake.step
    button._bake.step = lambda: step(0.02)
    return button, context, timers


def busy():
    return part("scene.baking").BAKING.is_busy


def check_it_goes_on_by_the_timer_until_it_is_done():
    keeper = stock_head()
    settings()
    button, context, timers = pressed()
    assert "being baked" in part("ui.bake_operators").MienBake.disabled_reason(bpy.context)
    assert button.modal(context, MOUSE) == {"PASS_THROUGH"}
    for _ in range(TURNS):
        outcome = button.modal(context, TIMER)
        if outcome != {"RUNNING_MODAL"}:
            break
    assert outcome == {"FINISHED"}
    assert not timers
    assert not busy()
    assert keeper.animation_data.action
    assert "keys, until frame 96" in button.said[-1][1]


def check_escape_leaves_everything_as_it_was():
    keeper = stock_head()
    settings()
    button, context, timers = pressed()
    button.modal(context, TIMER)
    assert button.modal(context, ESC) == {"CANCELLED"}
    assert not timers
    assert not busy()
    assert not keeper.mien.takes
    assert not bpy.data.actions
    assert bpy.ops.mien.bake() == {"FINISHED"}


def check_an_error_is_told_and_nothing_is_left_behind():
    keeper = stock_head()
    settings()
    button, context, timers = pressed()
    bpy.data.objects.remove(keeper)
    for _ in range(TURNS):
        outcome = button.modal(context, TIMER)
        if outcome != {"RUNNING_MODAL"}:
            break
    assert outcome == {"CANCELLED"}
    assert button.said[-1][0] == "ERROR"
    assert not timers
    assert not busy()


def check_a_defect_leaves_nothing_behind():
    stock_head()
    settings()
    button, context, timers = pressed()
    button._bake.step = lambda: 1 / 0
    try:
        button.modal(context, TIMER)
    except ZeroDivisionError:
        pass
    else:
        raise AssertionError("the defect was swallowed")
    assert not timers
    assert not busy()


def check_a_bake_ends_with_the_extension():
    stock_head()
    settings()
    _, _, timers = pressed()
    desk = part("scene.baking").BAKING
    disable()
    assert not timers
    assert not desk.is_busy
    enable()


run(globals())
