"""A daemon that the extension starts itself, and ends with itself."""

import importlib
import json
import os
import sys
from pathlib import Path

import bpy
from harness import disable, enable, run
from scenes import MODULE, refusal, settings, stock_head

PYTHON = sys.argv[2]


def link():
    return importlib.import_module(f"{MODULE}.scene.link").LINK


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def own_daemon():
    """Asks for a daemon of its own; returns where it will write its connection file."""
    file = Path(bpy.app.tempdir) / "own.json"
    preferences = bpy.context.preferences.addons[MODULE].preferences
    preferences.connection_file, preferences.may_start = str(file), True
    preferences.command = f'"{PYTHON}" -m mien_bridge serve --no-face --port 0'
    return file


def check_it_is_started_used_and_ended_with_the_extension():
    stock_head()
    settings()
    file = own_daemon()
    assert bpy.ops.mien.bake() == {"FINISHED"}
    pid = json.loads(file.read_text())["pid"]
    assert lives(pid)
    assert link().started_here
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert json.loads(file.read_text())["pid"] == pid
    disable()
    assert not lives(pid)
    assert not file.exists()
    enable()


def check_every_bake_has_a_connection_of_its_own():
    stock_head()
    settings()
    assert bpy.ops.mien.bake() == {"FINISHED"}
    former = link()._client
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert former is not link()._client


def check_one_that_was_killed_is_started_again():
    stock_head()
    settings()
    file = own_daemon()
    assert bpy.ops.mien.bake() == {"FINISHED"}
    pid = json.loads(file.read_text())["pid"]
    link()._process._process.kill()
    link()._process._process.wait()
    link().disconnect()
    assert "exit code" in refusal(bpy.ops.mien.bake)
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert json.loads(file.read_text())["pid"] != pid


def check_one_that_was_there_before_is_left_alone():
    stock_head()
    settings()
    link().close()
    assert bpy.ops.mien.bake() == {"FINISHED"}
    assert not link().started_here
    link().close()
    assert bpy.ops.mien.bake() == {"FINISHED"}


run(globals())
