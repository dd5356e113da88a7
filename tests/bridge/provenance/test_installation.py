"""The installation's number: made once, kept for its user alone."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import numpy as np
import pytest

from mien_bridge.provenance import installation
from mien_bridge.provenance.installation import date_of, installation_folder, installation_number, todays_marker
from mien_bridge.provenance.marked_renderer import marked
from mien_inference.interfaces import FaceRenderer, FaceSurface, SurfaceRenderer
from mien_inference.mark import Message, PictureMarker, read_picture
from mien_protocol.errors import MienError
from mien_protocol.motion import MotionFrame
from mien_protocol.quaternion import identity
from tests.inference.mark.pictures import photo

pytestmark = pytest.mark.unit


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(installation, "config_root", lambda: tmp_path / "mien")
    return tmp_path / "mien" / "installation"


def at(time_ns):
    return MotionFrame(
        time_ns, np.zeros(52, np.float32), identity(1)[0], np.zeros(3, np.float32), np.zeros(2, np.float32)
    )


class Still(FaceRenderer):
    def __init__(self, picture):
        self.picture = picture

    @property
    def size(self):
        return self.picture.shape[1::-1]

    def render(self, _frame):
        return self.picture


class StillSurface(Still, SurfaceRenderer):
    surface = FaceSurface("one", np.zeros((0, 2)), np.zeros((0, 3)), 0, {}, np.zeros((0, 3)), (0, 0, 1, 1))
    points = np.zeros((0, 2), np.float32)


def test_it_is_made_once_and_stays(folder):
    number = installation_number()
    assert 0 < number < 1 << 40
    assert installation_number() == number
    assert [path.name for path in folder.iterdir()] == ["number"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_its_user_alone_can_read_it(folder):
    installation_number()
    assert stat.S_IMODE((folder / "number").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_processes_that_begin_at_once_agree():
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: installation_number(), range(16)))) == 1


@pytest.mark.parametrize("content", ["", "12345", "xyzxyzxyzx", "0123456789ab", "-123456789"])
def test_a_file_that_holds_something_else_is_refused(folder, content):
    folder.mkdir(parents=True)
    (folder / "number").write_text(content)
    with pytest.raises(MienError, match="hexadecimal"):
        installation_number()


def test_where_none_can_be_kept_it_is_0(folder):
    folder.parent.mkdir()
    folder.write_text("a file where a folder would be")
    assert installation_number() == 0
    assert installation_folder() == folder


def test_todays_mark_states_the_installation_and_the_day():
    before = datetime.now(UTC).date()
    reading = read_picture(todays_marker().mark(photo(), 0))
    assert reading.message.installation == installation_number()
    assert before <= date_of(reading.message) <= datetime.now(UTC).date()


@pytest.mark.parametrize("kind", [Still, StillSurface])
def test_every_picture_of_a_marked_renderer_carries_it(kind):
    marker, still = PictureMarker(Message(5, 6)), kind(photo())
    renderer = marked(still, marker)
    for time_ns in (0, 2_100_000_000):
        picture = renderer.render(at(time_ns))
        assert np.array_equal(picture, marker.mark(still.picture, time_ns))
        assert picture is not still.picture
    assert renderer.size == (512, 512)


def test_a_surface_stays_one():
    renderer = marked(StillSurface(photo()), PictureMarker(Message(5, 6)))
    assert isinstance(renderer, SurfaceRenderer)
    assert renderer.surface is StillSurface.surface
    assert renderer.points is StillSurface.points
    assert not isinstance(marked(Still(photo()), PictureMarker(Message(5, 6))), SurfaceRenderer)
