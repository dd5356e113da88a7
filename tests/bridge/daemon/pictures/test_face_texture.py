"""Face textures over real sockets: those of a face of one's own, and described well enough to be put onto a mesh."""

import cv2
import numpy as np
import pytest

from mien_bridge.daemon.pictures.portraits import make_portrait_cache
from mien_bridge.provenance.marked_renderer import marked
from mien_inference.face import (
    TRANSPARENT,
    Crop,
    PortraitRenderer,
    TextureRenderer,
    build_avatar,
    close_up,
    picture_side,
)
from mien_inference.mark import Message, PictureMarker
from mien_protocol.face_payload import unpack_jpeg, unpack_rgba
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.frames import FaceFrame, MotionStreamFrame
from mien_protocol.messages.sessions import FaceRequest
from mien_protocol.messages.snapshot import Snapshot, SnapshotReply
from mien_protocol.motion_payload import unpack_motion_frame
from tests.bridge.daemon.clocked import tone
from tests.bridge.daemon.link import Link
from tests.bridge.daemon.running import of, opened, running, until
from tests.bridge.daemon.test_daemon import push

pytestmark = pytest.mark.e2e

SIZE = 128
MARKER = PictureMarker(Message(1, 2))


@pytest.fixture(scope="module")
def daemon(face_models, tmp_path_factory):
    path = tmp_path_factory.mktemp("daemon") / "daemon.json"
    with running(path, avatars=make_portrait_cache(face_models, marker=lambda: MARKER), heartbeat_s=20.0) as daemon:
        yield daemon


@pytest.fixture(scope="module")
def at_home(astronaut_png, face_models):
    """The same texture, drawn and marked here."""
    photo = cv2.cvtColor(cv2.imread(str(astronaut_png)), cv2.COLOR_BGR2RGB)
    nearer = close_up(build_avatar(photo, face_models, crop=Crop.FACE))
    pictures = PortraitRenderer(nearer, size=picture_side(nearer, SIZE), background=TRANSPARENT)
    return marked(TextureRenderer(pictures, size=SIZE), MARKER)


def received(link, photo, format_):
    """The header, and pairs of a picture and the motion that it shows, of a face that speaks."""
    face = FaceRequest("texture", SIZE, 60, format_, 95)
    reply = opened(link, pace="speak", avatar=photo, face=face)
    push(link, reply.session, tone(16_000))
    got = until(link, lambda got: any(frame.time_ns > 500_000_000 for frame in of(FaceFrame, got)))
    motion = {frame.time_ns: frame for frame in of(MotionStreamFrame, got)}
    pictures = [frame for frame in of(FaceFrame, got) if frame.time_ns in motion]
    snapshot = link.request(Snapshot(link.next_id(), reply.session), SnapshotReply)
    return snapshot.sessions[0].face, [
        (frame, unpack_motion_frame(motion[frame.time_ns].payload, frame.time_ns, 0)) for frame in pictures
    ]


def test_a_texture_comes_as_it_would_be_drawn_at_home(daemon, at_home, astronaut_png):
    with Link(daemon.path) as link:
        header, pairs = received(link, astronaut_png.read_bytes(), "rgba8")
    assert len(pairs) >= 3
    assert len({bytes(frame.payload) for frame, _ in pairs}) > 1, "it speaks"
    for frame, motion in pairs[::3]:
        np.testing.assert_array_equal(unpack_rgba(frame, header), at_home.render(motion))


def test_its_jpeg_brings_the_alpha_along(daemon, at_home, astronaut_png):
    with Link(daemon.path) as link:
        header, pairs = received(link, astronaut_png.read_bytes(), "jpeg")
    frame, motion = pairs[-1]
    picture, expected = unpack_jpeg(frame, header), at_home.render(motion)
    np.testing.assert_array_equal(picture.alpha, expected[..., 3])
    bgr = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert np.abs(bgr[..., ::-1].astype(int) - expected[..., :3]).mean() < 3


def test_the_header_describes_the_mesh_within_the_limits(daemon, at_home, astronaut_png):
    with Link(daemon.path) as link:
        header, _ = received(link, astronaut_png.read_bytes(), "rgba8")
    mesh, surface = header.mesh, at_home.surface
    assert (header.width, header.height, header.alpha) == (SIZE, SIZE, "straight")
    assert mesh.uv_layout == "mien-face-1"
    assert mesh.placement == pytest.approx(surface.placement)
    np.testing.assert_array_equal(np.frombuffer(mesh.positions, "<f4").reshape(-1, 3), surface.positions)
    assert len(mesh.uv) + len(mesh.triangles) + len(mesh.positions) < DEFAULT_LIMITS.mesh_bytes
    assert len(mesh.triangles) % 12 == len(mesh.uv) % 8 == 0
