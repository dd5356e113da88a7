"""Runs the checks of one script in Blender, and tells how each went.

A script has functions `check_…` without arguments and ends with `run(globals())`. Each begins with an empty file, with
the extension installed and enabled. The process always disables it: Blender's module crashes or hangs at exit
otherwise.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import bpy

MODULE = "bl_ext.user_default.mien"


def enable() -> None:
    """Enables the extension, as its checkbox does."""
    # Found only once `bpy` is imported.
    import addon_utils

    assert addon_utils.enable(MODULE, default_set=True)


def disable() -> None:
    """Disables the extension."""
    import addon_utils

    addon_utils.disable(MODULE, default_set=True)


def run(names: dict[str, object], *, enabled: bool = True, beside: Sequence[str] = ()) -> None:
    """Runs all checks among `names`; writes each one's traceback, or nothing, to the file named by MIEN_REPORT.

    Args:
        names: The globals of the script.
        enabled: Whether the extension is enabled before.
        beside: Other add-ons that are.
    """
    import addon_utils

    checks = {name: value for name, value in names.items() if name.startswith("check_")}
    outcome: dict[str, str] = {}
    try:
        if enabled:
            enable()
        for module in beside:
            assert addon_utils.enable(module, default_set=True)
        for name, check in checks.items():
            outcome[name] = _outcome(check)
    finally:
        for module in beside:
            addon_utils.disable(module, default_set=True)
        disable()
        Path(os.environ["MIEN_REPORT"]).write_text(json.dumps(outcome), encoding="utf-8")
        sys.stdout.flush()
        if beside:
            # The VRM add-on leaves timers behind, on which Blender waits for ever.
            os._exit(0)


def _outcome(check: Callable[[], None]) -> str:
    bpy.ops.wm.read_homefile(use_empty=True)
    try:
        check()
    except Exception:
        return traceback.format_exc()
    return ""
