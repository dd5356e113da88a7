"""Leaves Blender as its user does, without disabling anything, while a daemon of the extension's own is running.

That the daemon ends is seen by its connection file, which it removes.
"""

import json
import os
import sys
from pathlib import Path

import bpy
from harness import enable
from scenes import MODULE, settings, stock_head

PYTHON, FILE = sys.argv[2:]

enable()
stock_head()
settings()
preferences = bpy.context.preferences.addons[MODULE].preferences
preferences.connection_file, preferences.may_start = FILE, True
preferences.command = f'"{PYTHON}" -m mien_bridge serve --no-face --port 0'
baked = bpy.ops.mien.bake() == {"FINISHED"} and Path(FILE).is_file()
Path(os.environ["MIEN_REPORT"]).write_text(json.dumps({"bake": "" if baked else "it was not baked"}), encoding="utf-8")
