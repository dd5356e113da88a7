"""Files and functions of a readable size, each with what its kind must have."""

import ast
import re

import pytest

from tests.hygiene.sources import PACKAGES, ROOT, name_of, python_files, tree_of

pytestmark = pytest.mark.hygiene

MAX_FILE_LINES = 700
MAX_FUNCTION_LINES = 80
CATEGORIES = {"unit", "prop", "fuzz", "real", "e2e", "blender", "hygiene", "unity"}

# Written in pieces, so that this file does not contain them.
FORBIDDEN = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "NotImplemented" + "Error")))


def functions_of(path):
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_file_is_too_long():
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_no_function_is_too_long():
    lengths = {
        f"{name_of(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in python_files()
        for node in functions_of(path)
    }
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LINES} == {}


def test_nothing_is_left_for_later():
    found = [
        f"{name_of(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


def test_products_log_instead_of_printing():
    found = [
        f"{name_of(path)}:{node.lineno}"
        for folder in PACKAGES.values()
        for path in folder.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def notes_of(path) -> list[str]:
    """The docstrings of a file, and the notes that follow its constants."""
    nodes = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Expr)]
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@pytest.mark.parametrize("folder", [*PACKAGES.values(), ROOT / "plugins", ROOT / "protocol"], ids=name_of)
def test_docstrings_begin_with_a_noun_or_a_verb(folder):
    """A thing is called by its name, rather than by the question that it answers."""
    found = [
        f"{name_of(path)}: {text.splitlines()[0]}"
        for path in folder.rglob("*.py")
        for text in notes_of(path)
        if re.match(r"(What|Whether|How|Who|Which|Where)\b", text)
    ]
    assert found == []


def marks_of(path) -> list[str]:
    """The categories that a test module gives itself by `pytestmark`."""
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            return re.findall(r"pytest\.mark\.(\w+)", ast.unparse(node.value))
    return []


def test_every_test_module_has_exactly_one_category():
    marks = {name_of(path): marks_of(path) for path in (ROOT / "tests").rglob("test_*.py")}
    wrong = {name: found for name, found in marks.items() if len(CATEGORIES.intersection(found)) != 1}
    assert marks
    assert wrong == {}


def test_no_test_is_hidden_from_the_runner():
    """A module of tests is called test_*.py, or else pytest would pass it by."""
    hidden = [
        name_of(path)
        for path in (ROOT / "tests").rglob("*.py")
        if not path.name.startswith("test_") and any(node.name.startswith("test_") for node in functions_of(path))
    ]
    assert hidden == []
