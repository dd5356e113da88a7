"""Installs the extension from its zip as a user does, and sees that it works and can be removed from sight again."""

import sys

import bpy
from harness import MODULE, disable, enable, run

ZIP = sys.argv[1]


def check_nothing_is_there_before():
    assert MODULE not in bpy.context.preferences.addons


def check_it_installs_and_is_enabled():
    # Blender says FINISHED even where it has installed nothing.
    bpy.ops.extensions.package_install_files(filepath=ZIP, repo="user_default", enable_on_install=True)
    assert MODULE in bpy.context.preferences.addons
    assert bpy.context.scene.mien.tolerance > 0.0


def check_what_it_needs_comes_with_it():
    for name in ("zmq", "msgpack", "mien_protocol"):
        assert "extensions" in sys.modules[name].__file__, sys.modules[name].__file__


def check_it_is_gone_when_disabled_and_back_when_enabled():
    disable()
    assert not hasattr(bpy.types.Scene, "mien")
    assert not hasattr(bpy.types, "MIEN_OT_bake")
    enable()
    assert bpy.context.scene.mien.seed == -1


run(globals(), enabled=False)
