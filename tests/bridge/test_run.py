"""The bootstrap: what it would do, without a network or another environment."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

SCRIPT = Path(__file__).parents[2] / "run.py"
INSTALLED = ["pip", "pip", "pip"]
"""Mien with what it needs; then what is wanted without what it asks for: anny, pyvts."""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The script as a module, in an empty project; `calls` is what it ran."""
    spec = importlib.util.spec_from_file_location("run_script", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "report.py").write_text("")
    (tmp_path / "benchmarks" / "talk.py").write_text('if __name__ == "__main__":\n    main()\n')
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    module.calls = []

    def subprocess_run(command, cwd=None, check=False):
        module.calls.append((command[1:], cwd))
        return subprocess.CompletedProcess(command, 0)

    def create(folder, **_):
        module.venv_python().parent.mkdir(parents=True)
        module.venv_python().touch()

    monkeypatch.setattr(module.subprocess, "run", subprocess_run)
    monkeypatch.setattr(module.venv, "create", create)
    return module


def test_the_first_run_installs_and_the_second_does_not(run):
    assert run.main(["doctor"]) == 0
    first = [command for command, _ in run.calls]
    assert [command[1] for command in first] == [*INSTALLED, "mien_bridge"]
    assert "constraints.txt" in first[0]
    assert all("--no-deps" in command for command in first[1:-1])
    run.calls.clear()
    assert run.main(["doctor"]) == 0
    assert [command for command, _ in run.calls] == [["-m", "mien_bridge", "doctor"]]


@pytest.mark.parametrize("terminal", [False, True])
def test_a_terminal_sees_how_far_pip_is(run, monkeypatch, terminal):
    monkeypatch.setattr(run.sys.stdout, "isatty", lambda: terminal)
    run.main(["setup"])
    assert all(("--quiet" in command) is not terminal for command, _ in run.calls)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_other_requirements_install_again(run, name):
    run.main(["setup"])
    run.calls.clear()
    (run.ROOT / name).write_text("changed")
    run.main(["setup"])
    assert [command[1] for command, _ in run.calls] == INSTALLED


def test_an_installation_that_failed_is_tried_again(run, monkeypatch):
    def failing(command, cwd=None, check=False):
        raise subprocess.CalledProcessError(1, command)

    with monkeypatch.context() as context:
        context.setattr(run.subprocess, "run", failing)
        assert run.main(["setup"]) == 1
    run.main(["setup"])
    assert run.calls != []


def test_python_without_environments_is_told_what_to_install(run, monkeypatch, capsys):
    def half(folder, **_):
        (folder / "bin").mkdir(parents=True)
        raise subprocess.CalledProcessError(1, ["ensurepip"])

    monkeypatch.setattr(run.venv, "create", half)
    with pytest.raises(SystemExit):
        run.main(["setup"])
    assert "apt install python3-venv" in capsys.readouterr().err
    assert not run.VENV.exists()


def test_an_interrupted_environment_is_made_anew(run, monkeypatch):
    def interrupted(folder, **_):
        run.venv_python().parent.mkdir(parents=True)
        run.venv_python().touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(run.venv, "create", interrupted)
        assert run.main(["setup"]) == 130
    assert not run.VENV.exists()
    assert run.main(["setup"]) == 0
    assert run.venv_python().exists()


def test_an_interrupted_installation_goes_on_next_time(run, monkeypatch, capsys):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(run.subprocess, "run", interrupted)
        assert run.main(["doctor"]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "run.py: interrupted"
    assert run.main(["doctor"]) == 0
    assert [command[1] for command, _ in run.calls] == [*INSTALLED, "mien_bridge"]


def test_an_unknown_benchmark_is_told_before_anything_is_installed(run, capsys):
    assert run.main(["bench", "talk", "nope"]) == 2
    assert "there is no benchmark 'nope'; there are talk" in capsys.readouterr().err
    assert run.calls == []
    assert not run.VENV.exists()


def test_an_old_python_is_told_so(run, monkeypatch, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 4))
    assert run.main(["demo"]) == 2
    assert "needs Python 3.11 or newer; this is 3.10.4" in capsys.readouterr().err


def test_paths_that_are_typed_mean_the_users_folder(run):
    run.main(["talk", "me.jpg", "a.wav", "-o", "me.mp4"])
    assert run.calls[-1] == (["-m", "mien_bridge", "talk", "me.jpg", "a.wav", "-o", "me.mp4"], None)


def test_the_demo_lies_in_out(run):
    run.main(["demo"])
    assert run.calls[-1][0][-2:] == ["-o", str(run.ROOT / "out" / "demo.mp4")]
    assert (run.ROOT / "out").is_dir()


@pytest.mark.parametrize(
    ("arguments", "modules"),
    [
        (["test"], ["pip", "ruff", "ruff", "mypy", "protocol.generator", "environments.py", "pytest"]),
        (["test", "tests/bridge", "-k", "csv"], ["pytest"]),
        (["check"], ["ruff", "ruff", "mypy", "protocol.generator"]),
        (["generate"], ["protocol.generator", "preset_tables.py"]),
        (["bench"], ["benchmarks.talk"]),
        (["bench", "talk", "talk"], ["benchmarks.talk", "benchmarks.talk"]),
        (["setup"], []),
        (["unity-test", "-x"], ["pytest"]),
    ],
)
def test_commands_are_what_they_say(run, arguments, modules):
    run.main(["setup"])
    run.calls.clear()
    assert run.main(arguments) == 0
    assert [command[1] if command[0] == "-m" else Path(command[0]).name for command, _ in run.calls] == modules
    assert {cwd for _, cwd in run.calls} <= {run.ROOT}


def test_the_first_failure_ends_it(run, monkeypatch):
    run.main(["setup"])
    monkeypatch.setattr(run.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 5))
    assert run.main(["check"]) == 5


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["dance"], 2)])
def test_it_explains_itself(run, capsys, arguments, code):
    assert run.main(arguments) == code
    assert "usage: python3 run.py COMMAND" in capsys.readouterr().out


def test_it_needs_nothing_but_python():
    isolated = [sys.executable, "-I", "-S", str(SCRIPT), "--help"]
    done = subprocess.run(isolated, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_page_is_built_before_going_live(run):
    assert run.main(["live", "--no-input"]) == 0
    page, live = (command for command, _ in run.calls[-2:])
    assert page[0].endswith("build_page.py")
    assert page[1:] == ["--if-possible"]
    assert live == ["-m", "mien_bridge", "live", "--no-input"]
    assert run.main(["page"]) == 0
    assert [part for part in run.calls[-1][0] if part.startswith("--")] == []
