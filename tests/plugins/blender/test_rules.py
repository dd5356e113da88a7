"""What holds for every file of the extension."""

import ast
import json
import re
import sys
import tomllib

import pytest

from extension import SOURCE, extension_version
from tests.hygiene.sources import ROOT, name_of
from wheels import LOCK

pytestmark = pytest.mark.hygiene

LAYERS = ("core", "scene", "ui")
FILES = sorted(SOURCE.rglob("*.py"))
BLENDER = {"bpy", "bpy_extras", "aud", "mathutils", "gpu", "gpu_extras", "blf", "bmesh", "addon_utils"}
BUNDLED = {"numpy", "mien_protocol"}
# What differs between versions of Blender, as code would write it.
DIFFERENCES = re.compile(
    r"bpy\.app\.version|build_options|channelbag|action_slot|\.action\.slots|\.sequences\b|sequences_all|media_type|EEVEE"
)


def layer_of(path):
    return path.relative_to(SOURCE).parts[0]


def imports_of(path):
    """Each import: how many dots it begins with, and its module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_from_ui_to_scene_to_core(layer):
    above = LAYERS[LAYERS.index(layer) + 1 :]
    found = [
        f"{name_of(path)}: {module}"
        for path in (SOURCE / layer).glob("*.py")
        for level, module in imports_of(path)
        if level > 1 and module.split(".")[0] in above
    ]
    assert found == []


def test_the_core_knows_no_blender():
    found = [
        f"{name_of(path)}: {module}"
        for path in (SOURCE / "core").glob("*.py")
        for level, module in imports_of(path)
        if level > 1 or module.split(".")[0] in BLENDER
    ]
    assert found == []


def test_own_modules_are_imported_relatively_and_others_come_with_the_extension():
    allowed = sys.stdlib_module_names | BLENDER | BUNDLED
    found = [
        f"{name_of(path)}: {module}"
        for path in FILES
        for level, module in imports_of(path)
        if level == 0 and module.split(".")[0] not in allowed
    ]
    assert found == []


def test_one_module_knows_the_versions_of_blender():
    found = [
        f"{name_of(path)}:{number}"
        for path in FILES
        if path.name != "compat.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DIFFERENCES.search(line)
    ]
    assert found == []


def test_every_file_tells_its_licence():
    first = {name_of(path): path.read_text(encoding="utf-8").partition("\n")[0] for path in FILES}
    assert {name for name, line in first.items() if line != "# SPDX-License-Identifier: GPL-3.0-or-later"} == set()
    assert "GNU GENERAL PUBLIC LICENSE" in (SOURCE.parent / "LICENSE").read_text(encoding="utf-8")


def test_a_button_that_is_greyed_says_why():
    operators = {
        name_of(path): [ast.unparse(base) for base in node.bases]
        for path in (SOURCE / "ui").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and any("Operator" in ast.unparse(base) for base in node.bases)
    }
    assert operators
    assert {
        name for name, bases in operators.items() if not {"Explained", "Acting", "BakeOperator"} & set(bases)
    } == set()


def test_versions_are_those_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extension_version() == project["version"]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert {wheel["requirement"] for wheel in json.loads(LOCK.read_text(encoding="utf-8"))} <= set(pins)
