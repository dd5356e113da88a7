"""One sentence, performed live, spoken, baked over the wire, and in this process: the same motion to the bit."""

import numpy as np
import pytest

from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.performance import build_pipeline, find_pipeline_factory
from mien_inference.controls import Controls, Emotion
from mien_protocol.audio_payload import pack_audio
from mien_protocol.codec import decode, encode
from mien_protocol.messages.bake import BakeAudio, BakeChunk, BakeCredit, BakeEnd, BakeOpen, BakeOpened
from mien_protocol.messages.controls import PartialControls
from mien_protocol.messages.frames import FrameFlag, MotionStreamFrame
from mien_protocol.messages.speech import EndAudio, PushAudio
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import pack_motion
from tests.bridge.daemon.link import Link
from tests.bridge.daemon.running import answer, of, opened, raw, running, until

pytestmark = pytest.mark.real

SEED = 77
RATE_HZ = 60
WIRE_CONTROLS = PartialControls(head_gain=1.4, gaze_yaw_rad=0.2, emotion="happy", emotion_strength=0.5)
CONTROLS = Controls(head_gain=1.4, gaze_yaw_rad=0.2, emotion=Emotion.HAPPY, emotion_strength=0.5)


@pytest.fixture(scope="module")
def words(demo_sentence):
    """Two and a half seconds of speech, 16 kHz."""
    with AudioFile(demo_sentence) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])[:40_001]
    return np.round(speech * 32_767).astype(np.int16)


@pytest.fixture(scope="module")
def in_process(words) -> bytes:
    stream = build_pipeline(CONTROLS, SEED, RATE_HZ)
    motion = Motion.concatenate([stream.push((words / 32_768).astype(np.float32)), stream.flush()])
    return pack_motion(motion, latents=True)


@pytest.fixture(scope="module")
def daemon(tmp_path_factory):
    with running(tmp_path_factory.mktemp("daemon") / "daemon.json", build=find_pipeline_factory()) as daemon:
        yield daemon


@pytest.mark.parametrize(("pace", "piece"), [("live", 320), ("live", 40_001), ("speak", 12_345)])
def test_a_session_moves_as_the_process_itself_would(daemon, words, in_process, pace, piece):
    with Link(daemon.path) as link:
        asked = {"pace": pace, "seed": SEED, "latents": True, "controls": WIRE_CONTROLS, "rate_hz": RATE_HZ}
        session = opened(link, **asked).session
        for seq, at in enumerate(range(0, len(words), piece)):
            link.send(PushAudio(session, seq, pack_audio(words[at : at + piece])))
        link.send(EndAudio(99, session))
        is_last = lambda frame: frame.flags & FrameFlag.LAST  # noqa: E731
        frames = of(MotionStreamFrame, until(link, lambda got: any(map(is_last, of(MotionStreamFrame, got)))))
    last = next(at for at, frame in enumerate(frames) if is_last(frame))
    assert b"".join(bytes(frame.payload) for frame in frames[: last + 1]) == in_process
    assert [frame.time_ns for frame in frames] == sorted({frame.time_ns for frame in frames})


def test_a_bake_moves_as_the_process_itself_would(daemon, words, in_process):
    connection = daemon.connection()
    receive = lambda: decode(answer(socket), Socket.BAKE, Sender.DAEMON)  # noqa: E731
    with raw(connection["bake"]) as socket:
        asked = BakeOpen(1, (1, 0), connection["token"], RATE_HZ, True, SEED, controls=WIRE_CONTROLS)
        socket.send_multipart(encode(asked))
        opened_as = receive()
        assert isinstance(opened_as, BakeOpened)
        socket.send_multipart(encode(BakeCredit(opened_as.session, 10_000)))
        socket.send_multipart(encode(BakeAudio(opened_as.session, 0, True, pack_audio(words))))
        payload = b""
        while not isinstance(message := receive(), BakeEnd):
            payload += bytes(message.payload) if isinstance(message, BakeChunk) else b""
    assert payload == in_process
