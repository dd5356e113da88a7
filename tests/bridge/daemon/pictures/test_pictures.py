import threading

import numpy as np
import pytest

from mien_bridge.daemon.performance.step import FlaggedMotion
from mien_bridge.daemon.pictures.avatar_cache import AvatarCache
from mien_bridge.daemon.pictures.face_worker import FaceWorker
from mien_bridge.daemon.pictures.picture import PictureRequest
from mien_bridge.daemon.pictures.picture_times import PictureTimes
from mien_bridge.daemon.sessions.face_stream import FaceStream
from mien_inference.controls import Controls
from mien_protocol.codec import decode, encode
from mien_protocol.errors import MienError, ProtocolError
from mien_protocol.messages.frames import FrameFlag
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.motion import Motion
from mien_protocol.resampling import frame_time_ns
from tests.bridge.daemon.clocked import quick_stream
from tests.bridge.daemon.running import LIMIT_S, meter_avatars
from tests.bridge.parts import MaskRenderer, MeterRenderer

pytestmark = pytest.mark.unit


def motion(rate_hz: int) -> Motion:
    stream = quick_stream(Controls(), 0, rate_hz)
    noise = np.random.default_rng(0).normal(0.0, 0.1, 32_000).astype(np.float32)
    return Motion.concatenate([stream.push(noise), stream.flush()])


@pytest.mark.parametrize("rate_hz", [24, 40, 60, 75, 120])
def test_pictures_are_evenly_spaced_however_the_motion_comes(rate_hz):
    whole, cut = PictureTimes(rate_hz), PictureTimes(rate_hz)
    frames = motion(60)
    at_once = [frame.time_ns for frame in whole.push(frames)]
    one_by_one = [frame.time_ns for k in range(len(frames)) for frame in cut.push(frames[k : k + 1])]
    assert at_once == one_by_one
    assert len(at_once) == (int(frames.time_ns[-1]) * rate_hz) // 1_000_000_000 + 1
    np.testing.assert_allclose(at_once, frame_time_ns(np.arange(len(at_once)), rate_hz), atol=1)


def test_at_the_motions_own_rate_the_frames_themselves_are_drawn():
    frames = motion(50)
    drawn = PictureTimes(50).push(frames)
    np.testing.assert_allclose([frame.expression for frame in drawn], frames.expression, atol=1e-6)
    np.testing.assert_allclose([frame.head_wxyz for frame in drawn], frames.head_wxyz, atol=1e-6)


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("rate_hz", [24, 40, 60, 120])
def test_an_utterance_begins_and_ends_in_pictures_too(rate_hz, step):
    frames = motion(60)
    first, last = 17, 80
    flags = np.where((np.arange(len(frames)) < first) | (np.arange(len(frames)) > last), FrameFlag.IDLE, 0)
    flags[first] |= FrameFlag.FIRST
    flags[last] |= FrameFlag.LAST
    stream = FaceStream("a", MeterRenderer((64, 64)), FaceRequest(rate_hz=rate_hz), "0" * 16, lambda: 0)
    drawn = []
    for k in range(0, len(frames), step):
        drawn += stream.requests(FlaggedMotion(0, frames[k : k + step], flags[k : k + step]))
    for mark, at in ((FrameFlag.FIRST, first), (FrameFlag.LAST, last)):
        (number,) = (k for k, request in enumerate(drawn) if request.flags & mark)
        assert drawn[number - 1].frame.time_ns < frames.time_ns[at] <= drawn[number].frame.time_ns
    speaking = [request.frame.time_ns for request in drawn if not request.flags & FrameFlag.IDLE]
    assert frames.time_ns[first - 1] < speaking[0] <= speaking[-1] <= frames.time_ns[last]


class Gate(MeterRenderer):
    """Draws when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.open = threading.Event(), threading.Event()

    def render(self, frame):
        self.entered.set()
        assert self.open.wait(LIMIT_S)
        return super().render(frame)


def test_a_drawer_that_is_late_skips_the_oldest_and_serves_every_session():
    woken = threading.Semaphore(0)
    faces = FaceWorker(meter_avatars(), woken.release)
    gate = Gate()
    try:
        order = lambda session, seq: PictureRequest(session, gate, FaceRequest(), 0, seq, 0, motion(60).frame(0))  # noqa: E731
        faces.request(order("a", 0))
        assert gate.entered.wait(LIMIT_S)
        for seq in range(1, 6):
            faces.request(order("a", seq))
        faces.request(order("b", 0))
        faces.request(order("c", 0))
        faces.forget("c")
        gate.open.set()
        for _ in range(4):
            assert woken.acquire(timeout=LIMIT_S)
        drawn = [(picture.request.session, picture.request.seq) for picture in faces.take()[1]]
    finally:
        faces.close()
    assert drawn == [("a", 0), ("a", 4), ("b", 0), ("a", 5)]


def test_a_renderer_that_breaks_is_told_by_an_empty_picture():
    class Broken(MeterRenderer):
        def render(self, frame):
            raise RuntimeError("broken on purpose")

    woken = threading.Semaphore(0)
    faces = FaceWorker(meter_avatars(), woken.release)
    try:
        faces.request(PictureRequest("a", Broken(), FaceRequest(), 0, 0, 0, motion(60).frame(0)))
        assert woken.acquire(timeout=LIMIT_S)
        assert faces.take()[1][0].payload is None
    finally:
        faces.close()


def test_a_photo_is_looked_at_once_and_a_bad_one_refused():
    seen = []

    def build(photo):
        seen.append(photo)
        if photo == b"bad":
            raise MienError("no face found")
        return photo

    avatars = AvatarCache(build, lambda _avatar, _face: MeterRenderer())
    digest, renderer = avatars.prepare(b"good", None, FaceRequest())
    assert renderer is not None
    assert avatars.prepare(None, digest, None) == (digest, None)
    assert seen == [b"good"]
    with pytest.raises(ProtocolError, match="no face found") as refused:
        avatars.prepare(b"bad", None, None)
    assert refused.value.code == "avatar"


def test_pictures_that_cannot_be_made_are_refused():
    def renderer(_avatar, face):
        raise MienError(f"no {face.layout} from this renderer")

    avatars = AvatarCache(lambda photo: photo, renderer)
    with pytest.raises(ProtocolError, match="no texture from this renderer") as refused:
        avatars.prepare(b"good", None, FaceRequest(layout="texture"))
    assert (refused.value.code, refused.value.hint) == ("unsupported", "ask for another `layout`")
    assert avatars.prepare(b"good", None, None)[1] is None


def test_the_header_of_a_texture_carries_its_mesh():
    renderer = MaskRenderer((64, 64))
    header = FaceStream("a", renderer, FaceRequest(layout="texture"), "0" * 16, lambda: 3).header()
    assert decode(encode(header), Socket.FACE, Sender.DAEMON) == header
    assert (header.alpha, header.face_layout, header.width, header.height) == ("straight", "texture", 64, 64)
    mesh = header.mesh
    np.testing.assert_array_equal(np.frombuffer(mesh.uv, "<f4").reshape(-1, 2), renderer.surface.uv)
    np.testing.assert_array_equal(np.frombuffer(mesh.triangles, "<u4").reshape(-1, 3), renderer.surface.triangles)
    np.testing.assert_array_equal(np.frombuffer(mesh.positions, "<f4").reshape(-1, 3), renderer.surface.positions)
    assert (mesh.openings, mesh.landmarks, mesh.uv_layout) == (1, {"chin": 2}, "mask-1")
    assert mesh.placement == (0.25, 0.25, 0.75, 0.75)
    assert FaceStream("a", renderer, FaceRequest(), "0" * 16, lambda: 3).header().mesh is None


def test_only_the_last_eight_photos_are_kept():
    avatars = AvatarCache(lambda photo: photo, lambda _avatar, _face: MeterRenderer())
    digests = [avatars.prepare(bytes([k]), None, None)[0] for k in range(9)]
    assert avatars.prepare(None, digests[1], None)[0] == digests[1]
    with pytest.raises(ProtocolError, match="not known"):
        avatars.prepare(None, digests[0], None)
