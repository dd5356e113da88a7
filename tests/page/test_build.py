"""Building the page: only when it must be, and in words where it cannot be."""

import importlib.util
import subprocess

import pytest

from tests.hygiene.sources import ROOT

pytestmark = pytest.mark.unit

SCRIPT = ROOT / "bridge" / "page" / "build_page.py"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """The script as a module, for an empty page; `calls` is what it ran, of a Node 20.19."""
    spec = importlib.util.spec_from_file_location("build_page_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in module.SOURCES:
        (tmp_path / name).write_text(name)
    (tmp_path / "built").mkdir()
    (tmp_path / "src").mkdir()
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "LOCK", tmp_path / "package-lock.json")
    monkeypatch.setattr(module, "INSTALLED", tmp_path / "node_modules" / ".package-lock.json")
    monkeypatch.setattr(module, "BUILT", tmp_path / "built")
    monkeypatch.setattr(module, "STAMP", tmp_path / "built" / ".stamp")
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/bin/{name}")
    module.calls = []
    module.node = "v20.19.0"
    module.code = 0

    def run(command, check=False, **_):
        if command[-1] == "--version":
            return subprocess.CompletedProcess(command, 0, stdout=f"{module.node}\n")
        module.calls.append(command[1:3])
        if module.code and check:
            raise subprocess.CalledProcessError(module.code, command)
        return subprocess.CompletedProcess(command, module.code)

    monkeypatch.setattr(module.subprocess, "run", run)
    return module


def test_it_is_built_once_and_again_when_a_source_has_changed(build, tmp_path):
    assert build.main([]) == 0
    assert [call[0] for call in build.calls] == ["ci", "run"]
    build.calls.clear()
    assert build.main([]) == 0
    assert build.calls == []
    (tmp_path / "src" / "main.ts").write_text("changed")
    assert build.main([]) == 0
    assert build.calls


def test_what_failed_is_not_taken_for_built(build, capsys):
    build.code = 3
    assert build.main([]) == 1
    assert "exit code 3" in capsys.readouterr().err
    build.code = 0
    build.calls.clear()
    assert build.main([]) == 0
    assert build.calls


@pytest.mark.parametrize("node", ["v18.20.1", "v20.18.3"])
def test_an_old_node_is_named(build, capsys, node):
    build.node = node
    assert build.main([]) == 2
    assert f"20.19 or newer, this is {node}" in capsys.readouterr().err
    assert build.calls == []


def test_without_node_one_can_go_on(build, capsys, monkeypatch):
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    assert build.main(["--if-possible"]) == 0
    assert "the page is the plain one" in capsys.readouterr().err
    assert build.main([]) == 2
