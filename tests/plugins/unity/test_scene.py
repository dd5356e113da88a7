"""Components in a scene, at a real daemon, over real sockets: what is seen and heard is what was sent."""

import base64
import json
import zlib
from itertools import pairwise

import numpy as np
import pytest
from simplejpeg import decode_jpeg

from docs.examples.face_uv import face_uv
from mien_bridge.daemon.pictures.portraits import make_portrait_cache
from mien_protocol.quaternion import slerp
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX
from tests.bridge.daemon.running import meter_avatars, running
from tests.bridge.daemon.test_daemon import as_recording
from tests.bridge.daemon.whistler import Whistler
from tests.plugins.unity.proxy import BadLine
from tests.plugins.unity.test_trouble import redirected
from tests.plugins.unity.witness import Witness, numbers

pytestmark = pytest.mark.unity

HEAD = slice(EXPRESSION_COUNT, EXPRESSION_COUNT + 4)
BUFFER_MS = 300
SAFE_BUFFER_MS = 1_000
"""More than a machine that does other things at the same time makes anybody late: for tests in which nothing may be."""

PICTURE_NS = 12_500_000
"""Half of a fortieth of a second: how early a picture may be."""


@pytest.fixture
def daemon(path):
    with running(path, avatars=meter_avatars(), synthesizer=Whistler(), heartbeat_s=20.0) as daemon:
        yield daemon


def begun(scene, *parts, buffer_ms=BUFFER_MS) -> str:
    """Lets the scene begin with a face and other parts; returns the session's name once the face lives."""
    for part in ("face", *parts):
        scene.tell(part)
    scene.tell(f"begin {buffer_ms}")
    scene.tell("until face")
    return scene.tell("state")["session"]


def between(frames, heard_ns):
    """The 61 numbers that belong to a media time, of frames of the wire in their order."""
    times = [header[2] for header, _ in frames]
    after = int(np.searchsorted(times, heard_ns, side="right"))
    before, next_ = (np.array(numbers(frames[at][1])) for at in (after - 1, after))
    share = (heard_ns - times[after - 1]) / (times[after] - times[after - 1])
    mixed = before + share * (next_ - before)
    mixed[HEAD] = slerp(before[HEAD], next_[HEAD], np.asarray(share))
    return mixed


def assert_shown(seen, frames):
    """Every frame of the game shows what the wire's frames say of the moment that is heard."""
    for frame in seen:
        expected = between(frames, frame.heard_ns)
        np.testing.assert_allclose(frame.weights, 100 * expected[:EXPRESSION_COUNT], atol=1e-3)
        w, x, y, z = expected[HEAD]
        assert abs(np.dot(frame.head_wxyz, (w, x, -y, -z))) == pytest.approx(1, abs=1e-6)


def test_a_recording_is_seen_and_heard_as_it_was_sent(daemon, scene, sentence):
    session = begun(scene, "voice", buffer_ms=SAFE_BUFFER_MS)
    endpoint = daemon.connection()["motion"]
    with Witness(endpoint, f"motion/{session}/") as motion, Witness(endpoint, f"audio/{session}/") as audio:
        first = motion.frames(1)
        scene.tell("play 60")
        scene.tell("recorded")
        scene.tell(f"speak {sentence} 16000")
        scene.tell("until speaking")
        state = scene.tell("until silent")
        recorded = scene.recorded()
        last_ns = recorded.frames[-1].heard_ns
        frames = first
        while frames[-1][0][2] <= last_ns:
            frames += motion.frames(1)
        pieces = audio.frames(2 * 50 - 1)
    assert (state["lost"], state["late"], state["stalls"], state["logged"]) == (0, 0, 0, "")
    assert state["events"] == "start, end"
    assert len(recorded.frames) > 100
    assert_shown(recorded.frames, frames)
    jaw = [frame.weights[EXPRESSION_INDEX["jawOpen"]] for frame in recorded.frames]
    assert max(jaw) - min(jaw) > 30, "it speaks"
    sent = b"".join(payload for _, payload in pieces)
    assert sent[9_600:-9_600] in recorded.sound.tobytes(), "sample for sample"


def test_a_recording_is_baked_to_the_motion_that_the_daemon_makes_of_it(daemon, scene, sentence):
    scene.tell("face")
    told = scene.tell(f"bake {sentence} 16000 5")
    expected = as_recording(np.frombuffer(sentence.read_bytes(), "<i2"), 5)
    assert (told["frames"], told["rate_hz"]) == (len(expected.time_ns), 60)
    weights = np.frombuffer(base64.b64decode(told["weights"]), "<f4").reshape(-1, EXPRESSION_COUNT)
    np.testing.assert_allclose(weights, 100 * expected.expression, atol=1e-4)
    assert np.ptp(weights[:, EXPRESSION_INDEX["jawOpen"]]) > 30


def test_a_text_is_spoken_and_one_without_words_is_refused_in_words(daemon, scene):
    begun(scene, "voice")
    scene.tell("say hello there")
    scene.tell("until speaking")
    scene.tell("until silent")
    scene.tell("say  ")
    told = scene.tell("until error")["events"]
    assert told.startswith("start, end, error ")
    assert "without words" in told


def test_an_interruption_in_the_middle_of_a_word_is_silent_and_rests(daemon, scene, sentence):
    begun(scene, "voice")
    scene.tell(f"speak {sentence} 16000")
    scene.tell("until speaking")
    scene.tell("play 30")
    spoken = scene.recorded()
    assert np.abs(spoken.sound.astype(int)).max() > 1_000
    scene.tell("interrupt")
    scene.tell("until interrupted")
    scene.tell("play 60")
    after = scene.recorded()
    state = scene.tell("state")
    assert np.count_nonzero(after.sound) < 1_024, "a block fades, then there is silence"
    assert state["epoch"] == 1
    assert state["events"] == "start, interrupted"
    assert not state["speaking"]
    assert after.frames[-1].weights[EXPRESSION_INDEX["jawOpen"]] < 5
    steps = [np.abs(b.weights - a.weights).max() for a, b in pairwise(after.frames)]
    assert max(steps) < 40, "no frame jumps"
    scene.tell("say again")
    scene.tell("until speaking")
    assert scene.tell("until silent")["events"] == "start, interrupted, start, end"


def test_an_interruption_that_a_broken_line_has_lost_is_made_good(path, scene, sentence, tmp_path):
    with (
        running(tmp_path / "real.json", synthesizer=Whistler(), heartbeat_s=20.0) as daemon,
        BadLine(daemon.connection()["control"]) as line,
    ):
        redirected(daemon.path, path, control=line.endpoint)
        begun(scene, "voice")
        scene.tell(f"speak {sentence} 16000")
        scene.tell("until speaking")
        line.cut()
        scene.tell("interrupt")
        assert scene.tell("until interrupted")["epoch"] == 1
        scene.recorded()
        scene.tell("say again")
        scene.tell("until speaking")
        assert scene.tell("until silent")["events"].endswith("start, interrupted, start, end")
        assert np.abs(scene.recorded().sound.astype(int)).max() > 1_000, "and is heard again"
        assert line.made == 2


def test_a_daemon_that_was_restarted_is_spoken_to_again(path, scene):
    with running(path, avatars=meter_avatars(), synthesizer=Whistler()) as first:
        session = begun(scene, "voice", buffer_ms=SAFE_BUFFER_MS)
        server = first.connection()["server_id"]
    scene.tell("until connecting")
    assert scene.tell("state")["trouble"]
    with running(path, avatars=meter_avatars(), synthesizer=Whistler()) as second:
        assert second.connection()["server_id"] != server
        scene.tell("until open")
        state = scene.tell("until face")
        assert state["session"] != session
        scene.tell("recorded")
        with Witness(second.connection()["motion"], f"motion/{state['session']}/") as motion:
            frames = motion.frames(1)
            scene.tell("play 40")
            seen = scene.recorded().frames[30:]
            while frames[-1][0][2] <= seen[-1].heard_ns:
                frames += motion.frames(1)
        assert_shown([frame for frame in seen if frame.heard_ns > frames[0][0][2]], frames)
        scene.tell("say hello")
        scene.tell("until speaking")
        assert scene.tell("until silent")["logged"] == ""


@pytest.mark.parametrize(("layout", "format_"), [("portrait", "rgba8"), ("texture", "rgba8"), ("cutout", "jpeg")])
def test_pictures_are_shown_as_they_were_sent_when_they_are_due(daemon, scene, photo, layout, format_):
    session = begun(scene, "voice", f"texture {photo} {layout} 64 {format_}")
    scene.tell("until picture")
    with Witness(daemon.connection()["face"], f"face/{session}/") as face:
        first = face.frames(1)[0]
        scene.tell("say hello")
        scene.tell("until speaking")
        scene.tell("until silent")
        shown = [each for each in scene.recorded().pictures if each["time_ns"] >= first[0][2]]
        sent = {first[0][2]: first}
        while max(sent) < shown[-1]["time_ns"]:
            header, payload = face.frames(1)[0]
            sent[header[2]] = header, payload
        size, alpha = (face.header["height"], face.header["width"]), face.header["alpha"]
    assert len(shown) > 10
    assert len({each["crc32"] + each["jpeg_crc32"] for each in shown}) > 3, "the face moves"
    for each in shown:
        assert each["time_ns"] <= each["heard_ns"] + PICTURE_NS
        header, payload = sent[each["time_ns"]]
        if format_ == "rgba8":
            upright = np.frombuffer(payload, np.uint8).reshape(*size, 4)[::-1]
            assert each["crc32"] == zlib.crc32(upright.tobytes())
        else:
            assert each["jpeg_crc32"] == zlib.crc32(payload[: header[5]])
            plane = np.frombuffer(payload[header[5] :], np.uint8).reshape(size if alpha == "straight" else (0, 0))
            assert each["alpha_crc32"] == zlib.crc32(plane[::-1].tobytes())
    if format_ == "jpeg":
        header, payload = sent[shown[-1]["time_ns"]]
        filled = base64.b64decode(scene.tell("file")["file"])
        assert len(filled) > header[5], "an array that is used again is longer than most files"
        np.testing.assert_array_equal(decode_jpeg(filled), decode_jpeg(payload[: header[5]]))
    assert scene.tell("state")["logged"] == ""


def test_a_photo_that_cannot_be_used_is_refused_in_words(face_models, path, scene, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"no photo at all")
    with running(path, avatars=make_portrait_cache(face_models)):
        for part in ("face", "voice", f"texture {tmp_path / 'photo.png'} portrait 64 rgba8", "begin 60"):
            scene.tell(part)
        told = scene.tell("until error")["events"]
        assert "photo" in told
        assert scene.tell("play 30")["events"] == told, "and is not asked for again and again"


def on_character(positions):
    """A head of other proportions, in centimetres, lying on its back, and some skin around the face."""
    x, y, z = np.concatenate([positions, 1.15 * positions + (0, 0, -0.01)]).T
    bent = np.column_stack([-x * (1.1 + 2 * y), z + 4 * x * x, y * (0.9 + z)])
    return 100 * bent + (3, 20, 160)


def test_a_head_wears_the_face_where_the_example_in_python_puts_it(face_models, path, scene, photo, tmp_path):
    with running(path, avatars=make_portrait_cache(face_models), heartbeat_s=20.0) as daemon:
        session = begun(scene, f"texture {photo} texture 128 rgba8")
        scene.tell("until picture")
        with Witness(daemon.connection()["face"], f"face/{session}/") as face:
            mesh = face.header["mesh"]
        vertices = on_character(np.frombuffer(mesh["positions"], "<f4").reshape(-1, 3)).astype("<f4")
        landmarks = {name: vertices[number].tolist() for name, number in mesh["landmarks"].items()}
        (tmp_path / "vertices").write_bytes(vertices.tobytes())
        (tmp_path / "landmarks").write_text(json.dumps(landmarks))
        told = scene.tell(f"wear {tmp_path / 'vertices'} {tmp_path / 'landmarks'}")
    assert (told["shader"], told["worn"]) == ("Mien/Skin", True)
    worn = np.frombuffer(base64.b64decode(told["uv"]), "<f4").reshape(-1, 3)
    uv, weight = face_uv(vertices.astype(np.float64), landmarks, mesh)
    near = np.flatnonzero((worn[:, 2] > 0) & (weight > 0))
    assert len(near) > 1_000
    assert ((weight > 0) == (worn[:, 2] > 0)).mean() > 0.99
    apart = np.hypot(worn[near, 0] - uv[near, 0], 1 - worn[near, 1] - uv[near, 1])
    assert np.percentile(apart, 99) < 0.002
