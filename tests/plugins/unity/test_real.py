"""Components in a scene, at a daemon of the built-in parts, with recorded speech: what users have, whole."""

import base64
import zlib

import numpy as np
import pytest

from mien_bridge.daemon.pictures.portraits import make_portrait_cache
from mien_bridge.offline.performance import build_pipeline, find_pipeline_factory
from mien_bridge.tts import make_synthesizer
from mien_inference.controls import Controls
from mien_protocol.motion import Motion
from mien_protocol.rig import EXPRESSION_COUNT, EXPRESSION_INDEX
from tests.bridge.daemon.running import running
from tests.plugins.unity.test_live import pcm
from tests.plugins.unity.test_scene import SAFE_BUFFER_MS, assert_shown, begun
from tests.plugins.unity.witness import Witness

pytestmark = pytest.mark.unity

SEED = 5
JAW = EXPRESSION_INDEX["jawOpen"]


@pytest.fixture
def daemon(path, face_models):
    parts = {
        "build": find_pipeline_factory(),
        "avatars": make_portrait_cache(face_models),
        "synthesizer": make_synthesizer(),
    }
    with running(path, heartbeat_s=20.0, **parts) as daemon:
        yield daemon


def as_performed(samples):
    """The motion of a recording, made in this process."""
    stream = build_pipeline(Controls(), SEED, 60)
    return Motion.concatenate([stream.push((samples / 32_768).astype(np.float32)), stream.flush()])


def loudness(sound):
    """Root mean square of each 20 ms at 48 kHz."""
    blocks = sound[: len(sound) // 960 * 960].reshape(-1, 960).astype(np.float64)
    return np.sqrt(np.mean(blocks**2, axis=1))


def likeness(part, whole):
    """The highest correlation of a part with any stretch of its length in a whole."""
    stretches = np.lib.stride_tricks.sliding_window_view(whole, len(part))
    stretches = stretches[stretches.std(axis=1) > 0]
    return max(np.corrcoef(part, stretch)[0, 1] for stretch in stretches)


def test_a_sentence_is_seen_and_heard_with_its_pictures(daemon, scene, photo, sentence):
    session = begun(scene, "voice", f"texture {photo} portrait 128 rgba8", buffer_ms=SAFE_BUFFER_MS)
    scene.tell("until picture")
    motion_at, face_at = daemon.connection()["motion"], daemon.connection()["face"]
    with (
        Witness(motion_at, f"motion/{session}/") as motion,
        Witness(motion_at, f"audio/{session}/") as audio,
        Witness(face_at, f"face/{session}/") as face,
    ):
        frames, first = motion.frames(1), face.frames(1)[0]
        scene.tell("play 60")
        scene.tell("recorded")
        scene.tell(f"speak {sentence} 16000")
        scene.tell("until speaking")
        state = scene.tell("until silent")
        recorded = scene.recorded()
        while frames[-1][0][2] <= recorded.frames[-1].heard_ns:
            frames += motion.frames(1)
        sent = {first[0][2]: first[1]}
        while max(sent) < recorded.pictures[-1]["time_ns"]:
            header, payload = face.frames(1)[0]
            sent[header[2]] = payload
        sound = b"".join(payload for _, payload in audio.frames(2 * 50 - 1))
    assert (state["events"], state["lost"], state["late"], state["logged"]) == ("start, end", 0, 0, "")
    assert_shown(recorded.frames, [frame for frame in frames if frame[0][2] <= recorded.frames[-1].heard_ns + 10**8])
    # Where the daemon was late, speech is played faster by half a percent at most, and not sample for sample.
    assert likeness(loudness(np.frombuffer(sound, "<i2")), loudness(recorded.sound)) > 0.9
    jaw = np.array([frame.weights[JAW] for frame in recorded.frames if frame.speaking])
    assert np.percentile(jaw, 95) - np.percentile(jaw, 5) > 10, "it speaks"
    assert np.ptp([frame.head_wxyz for frame in recorded.frames], axis=0).max() > 0.005, "the head moves"
    shown = [each for each in recorded.pictures if each["time_ns"] >= first[0][2]]
    assert len({each["crc32"] for each in shown}) > 20, "the photo speaks"
    for each in shown:
        upright = np.frombuffer(sent[each["time_ns"]], np.uint8).reshape(each["height"], each["width"], 4)[::-1]
        assert each["crc32"] == zlib.crc32(upright.tobytes())


def test_a_clip_is_what_the_built_in_parts_make_of_the_recording(daemon, scene, sentence):
    scene.tell("face")
    told = scene.tell(f"bake {sentence} 16000 {SEED}")
    expected = as_performed(pcm(sentence))
    weights = np.frombuffer(base64.b64decode(told["weights"]), "<f4").reshape(-1, EXPRESSION_COUNT)
    assert len(weights) == len(expected.time_ns)
    # Between 0 and 1 on the wire; on the character a face's shapes add up within the same.
    np.testing.assert_allclose(weights, 100 * expected.expression, atol=1e-3)


def test_a_text_has_a_voice_and_lips(daemon, scene):
    begun(scene, "voice")
    scene.tell("say Well met, traveller.")
    scene.tell("until speaking")
    scene.tell("until silent")
    recorded = scene.recorded()
    spoken = [frame.weights for frame in recorded.frames if frame.speaking]
    assert len(spoken) > 40
    assert np.ptp([weights[JAW] for weights in spoken]) > 10
    assert np.abs(recorded.sound.astype(int)).max() > 1_000
