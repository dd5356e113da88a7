"""The virtual camera as pyvirtualcam has it, with a camera behind it that keeps what it is shown.

pyvirtualcam lets cameras be registered: everything of it is real here but the driver of the operating system.
"""

import contextlib
import sys

import numpy as np
import pytest
import pyvirtualcam
import pyvirtualcam.camera

from mien_bridge.outputs.camera import CameraOutput
from mien_bridge.outputs.canvas import Canvas
from mien_bridge.outputs.kinds import find_output_kind
from mien_protocol.errors import MienError
from tests.bridge.outputs.test_canvas import GREEN, picture, plain

pytestmark = pytest.mark.real


class Backend:
    """A camera of the test's own."""

    def __init__(self, *, width, height, fps, fourcc, device, **_other):
        if self.missing:
            raise RuntimeError("no such\ncamera")
        self.opened.append((width, height, fps, fourcc, device))
        self.size = height, width

    def send(self, frame):
        if self.broken:
            raise RuntimeError("gone")
        self.shown.append(frame.reshape(*self.size, 3).copy())

    def close(self):
        self.closed.append(True)

    def device(self):
        return "Test camera"

    def native_fourcc(self):
        return None


@pytest.fixture
def backend(monkeypatch):
    kept = {"opened": [], "shown": [], "closed": [], "missing": False, "broken": False}
    made = type("Kept", (Backend,), kept)
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    pyvirtualcam.register_backend("test", made)
    return made


@pytest.fixture
def output(backend):
    with contextlib.closing(CameraOutput(Canvas(64, 32, GREEN), 30)) as made:
        made.open()
        yield made


def test_pictures_reach_the_camera(backend, output):
    output.send(picture(plain(16, 16), face_layout="portrait", alpha="none"))
    assert backend.opened == [(64, 32, 30, pyvirtualcam.util.encode_fourcc(pyvirtualcam.PixelFormat.RGB.value), None)]
    assert output.note == "choose the camera Test camera"
    background, shown = backend.shown
    assert (background == GREEN).all()
    assert (shown[:, 16:48] == (200, 100, 50)).all()
    assert (shown[:, :16] == GREEN).all()


def test_a_camera_is_never_still(backend, output):
    output.turn(0)
    assert len(backend.shown) == 1
    output.turn(100_000_000)
    output.turn(200_000_000)
    assert len(backend.shown) == 3
    output.send(picture(plain(16, 16)))
    output.turn(300_000_000)
    assert len(backend.shown) == 4
    output.turn(400_000_000)
    assert np.array_equal(backend.shown[-1], backend.shown[-2])
    assert len(backend.shown) == 5


def test_a_camera_that_fails_is_told_of_and_taken_anew(backend, output):
    backend.broken = True
    with pytest.raises(MienError, match=r"takes no more pictures \(gone\)"):
        output.send(picture(plain(16, 16)))
    output.close()
    output.close()
    assert backend.closed == [True]
    assert output.note == ""
    output.turn(0)
    backend.broken = False
    output.open()
    assert len(backend.opened) == 2


def test_the_camera_that_is_named_is_taken(backend):
    with contextlib.closing(CameraOutput(Canvas(64, 32, GREEN), 25, "/dev/video10")) as output:
        output.open()
    assert backend.opened[0][-1] == "/dev/video10"


@pytest.mark.parametrize(
    ("system", "advice"),
    [("linux", "sudo modprobe v4l2loopback"), ("win32", "install OBS Studio,"), ("darwin", "OBS Studio 30")],
)
@pytest.mark.parametrize("device", ["", "/dev/video10"])
def test_where_there_is_no_camera_it_is_said_how_to_have_one(backend, monkeypatch, system, advice, device):
    backend.missing = True
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(MienError) as caught:
        CameraOutput(Canvas(64, 32, GREEN), 30, device).open()
    assert advice in str(caught.value)
    assert "no such camera" in str(caught.value)
    assert (device or "any virtual camera") in str(caught.value)


def test_without_the_package_it_is_said_how_to_have_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyvirtualcam", None)
    with pytest.raises(MienError, match=r"pip install pyvirtualcam`, the extra `mien\[camera\]"):
        CameraOutput(Canvas(64, 32, GREEN), 30).open()


def test_the_kind_is_known_by_its_name(backend):
    kind = find_output_kind("camera")
    with contextlib.closing(kind.output({"width": 640, "height": 360, "background": "#ff0000"})) as output:
        output.open()
    assert backend.opened[0][:3] == (640, 360, 30)
    assert (backend.shown[0] == (255, 0, 0)).all()
    with pytest.raises(MienError, match="output camera: expected an even width and height, got 641 x 360"):
        kind.output({"width": 641, "height": 360})
    with pytest.raises(MienError, match="six hexadecimal digits"):
        kind.output({"background": "green"})
