import random
import zlib

import msgpack
import numpy as np
import pytest
import zmq

from mien_bridge.daemon.bakes.bake import CHUNK_FRAMES, Bake, BakeOptions
from mien_bridge.daemon.bakes.motion_buffer import MotionBuffer
from mien_inference.controls import Controls
from mien_protocol.audio_payload import pack_audio
from mien_protocol.codec import decode, encode
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.bake import (
    BakeAudio,
    BakeChunk,
    BakeClose,
    BakeCredit,
    BakeEnd,
    BakeOpen,
    BakeOpened,
    BakeResume,
)
from mien_protocol.messages.connection import ErrorReply, Ping, Pong
from mien_protocol.messages.table import Sender, Socket
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import frame_bytes, pack_motion
from tests.bridge.daemon.clocked import quick_stream, tone
from tests.bridge.daemon.running import answer, raw, running

pytestmark = pytest.mark.e2e

SAMPLES = tone(16_000 * 25)
"""Of 1500 frames: more than two chunks."""
FRAME_BYTES = frame_bytes(0)


@pytest.fixture
def daemon(tmp_path):
    with running(tmp_path / "daemon.json") as daemon:
        yield daemon


@pytest.fixture
def baker(daemon):
    with raw(daemon.connection()["bake"]) as socket:
        yield socket


def as_recording(samples, *, latents=False) -> bytes:
    stream = quick_stream(Controls(), 2, 60)
    motion = Motion.concatenate([stream.push((samples / 32_768).astype(np.float32)), stream.flush()])
    return pack_motion(motion, latents=latents)


def send(socket, message):
    socket.send_multipart(encode(message))


def receive(socket, *kinds):
    """The next message of one of the kinds; progress is passed over."""
    while True:
        message = decode(answer(socket), Socket.BAKE, Sender.DAEMON)
        if isinstance(message, kinds):
            return message
        assert not isinstance(message, ErrorReply), message


def begin(daemon, socket, **asked) -> str:
    send(socket, BakeOpen(1, (1, 0), daemon.connection()["token"], seed=2, **asked))
    return receive(socket, BakeOpened).session


def send_audio(socket, session, samples=SAMPLES, piece=30_000):
    pieces = [samples[at : at + piece] for at in range(0, len(samples), piece)]
    for seq, pcm in enumerate(pieces):
        send(socket, BakeAudio(session, seq, seq == len(pieces) - 1, pack_audio(pcm)))


def await_arrival(socket):
    """Until all that was sent has come: a socket that is closed throws away what is still on its way."""
    send(socket, Ping(999, 1))
    receive(socket, Pong)


@pytest.mark.parametrize("latents", [False, True])
def test_a_bake_is_the_recording_to_the_bit(daemon, baker, latents):
    session = begin(daemon, baker, latents=latents)
    send(baker, BakeCredit(session, 10_000))
    send_audio(baker, session)
    payload, frames = b"", 0
    while isinstance(message := receive(baker, BakeChunk, BakeEnd), BakeChunk):
        assert message.first_frame == frames
        frames += message.count
        payload += bytes(message.payload)
    assert payload == as_recording(SAMPLES, latents=latents)
    assert (message.frames, message.crc32) == (frames, zlib.crc32(payload))


def test_no_more_comes_than_credit_was_granted(daemon, baker):
    session = begin(daemon, baker)
    send_audio(baker, session)
    send(baker, BakeCredit(session, 250))
    assert receive(baker, BakeChunk).count == 250
    # Whatever was sent beyond the credit would come before the answer to this.
    send(baker, BakeOpen(9, (2, 0), ""))
    assert receive(baker, BakeChunk, ErrorReply).code == "version"
    send(baker, BakeCredit(session, 3))
    chunk = receive(baker, BakeChunk)
    assert (chunk.first_frame, chunk.count) == (250, 3)


def test_a_bake_goes_on_over_another_connection(daemon, baker):
    session = begin(daemon, baker)
    send_audio(baker, session)
    send(baker, BakeCredit(session, 700))
    first = bytes(receive(baker, BakeChunk).payload)
    token = daemon.connection()["token"]
    with raw(daemon.connection()["bake"]) as other:
        send(other, BakeResume(5, (1, 0), token, session, 600))
        assert receive(other, BakeOpened).re == 5
        send(other, BakeCredit(session, 10_000))
        payload = first
        while isinstance(message := receive(other, BakeChunk, BakeEnd), BakeChunk):
            payload += bytes(message.payload)
        send(other, BakeClose(session))
        send(other, BakeResume(6, (1, 0), token, session, 0))
        assert receive(other, ErrorReply).code == "no_session"
    assert payload == as_recording(SAMPLES)
    assert message.crc32 == zlib.crc32(payload)


def test_a_connection_that_drops_loses_nothing(daemon):
    token = daemon.connection()["token"]
    with raw(daemon.connection()["bake"]) as gone:
        session = begin(daemon, gone)
        send_audio(gone, session)
        await_arrival(gone)
        send(gone, BakeCredit(session, 100_000))
        receive(gone, BakeChunk)
    with raw(daemon.connection()["bake"]) as back:
        send(back, BakeResume(1, (1, 0), token, session, 0))
        receive(back, BakeOpened)
        send(back, BakeCredit(session, 100_000))
        payload = b""
        while isinstance(message := receive(back, BakeChunk, BakeEnd), BakeChunk):
            payload += bytes(message.payload)
    assert payload == as_recording(SAMPLES)


def test_a_reader_that_is_slow_and_is_cut_off_again_and_again_loses_nothing(daemon):
    token = daemon.connection()["token"]
    rng = random.Random(3)
    with raw(daemon.connection()["bake"]) as first:
        session = begin(daemon, first)
        send_audio(first, session)
        await_arrival(first)
    payload = b""
    while True:
        with raw(daemon.connection()["bake"]) as reader:
            reader.rcvhwm = 1
            have = len(payload) // FRAME_BYTES
            send(reader, BakeResume(1, (1, 0), token, session, have))
            receive(reader, BakeOpened)
            for _ in range(rng.randrange(1, 4)):
                # More than one chunk, of which some are never read.
                send(reader, BakeCredit(session, rng.choice((1, 97, 700, 10_000))))
                message = receive(reader, BakeChunk, BakeEnd)
                if isinstance(message, BakeEnd):
                    assert payload == as_recording(SAMPLES)
                    assert message.crc32 == zlib.crc32(payload)
                    return
                assert message.first_frame == len(payload) // FRAME_BYTES
                payload += bytes(message.payload)


def test_sixteen_bakes_at_once_are_each_like_one_alone(daemon):
    with raw(daemon.connection()["bake"]) as socket:
        for number in range(1, 17):
            send(socket, BakeOpen(number, (1, 0), daemon.connection()["token"], seed=2))
        sessions = [receive(socket, BakeOpened).session for _ in range(16)]
        for session in sessions:
            send(socket, BakeCredit(session, 10_000))
            send_audio(socket, session, SAMPLES[:80_000])
        payload, ended = dict.fromkeys(sessions, b""), set()
        while len(ended) < 16:
            message = receive(socket, BakeChunk, BakeEnd)
            if isinstance(message, BakeEnd):
                ended.add(message.session)
            else:
                payload[message.session] += bytes(message.payload)
    assert set(payload.values()) == {as_recording(SAMPLES[:80_000])}


def test_nobody_else_may_touch_a_bake(daemon, baker):
    session = begin(daemon, baker)
    with raw(daemon.connection()["bake"]) as stranger:
        for message in (BakeCredit(session, 5), BakeClose(session), BakeAudio(session, 0, True, b"")):
            send(stranger, message)
            assert receive(stranger, ErrorReply).code == "hello_first"
        send(stranger, BakeResume(1, (1, 0), "guess", session, 0))
        assert receive(stranger, ErrorReply).code == "token"
    send_audio(baker, session, SAMPLES[:1_600])
    send(baker, BakeCredit(session, 100))
    assert receive(baker, BakeChunk).first_frame == 0


def test_rubbish_on_the_bake_socket_is_answered(baker):
    baker.send(msgpack.packb({"type": "bake_everything", "id": 4}))
    error = receive(baker, ErrorReply)
    assert (error.re, error.code) == (4, "unsupported")


def test_a_bake_computes_no_further_than_a_chunk_ahead():
    bake = Bake(BakeOptions(), quick_stream)
    bake.push(0, SAMPLES, last=True)
    while bake.has_work:
        bake.work()
    assert CHUNK_FRAMES <= bake.frames < CHUNK_FRAMES + 13
    assert bake.next_chunk() is None


def test_of_a_long_bake_the_earliest_frames_that_were_sent_are_given_up():
    bake = Bake(BakeOptions(seed=2), quick_stream)
    bake.push(0, SAMPLES, last=True)
    bake.grant(10_000)
    payload = b""
    while not bake.is_sent:
        bake.work()
        while (chunk := bake.next_chunk()) is not None:
            payload += chunk.payload
            bake.sent(chunk)
        bake.forget_beyond(FRAME_BYTES * 700)
    assert payload == as_recording(SAMPLES)
    with pytest.raises(ProtocolError, match=f"expected {bake.frames - 700}..{bake.frames}, got 0"):
        bake.resume(0)
    bake.resume(bake.frames - 700)
    bake.grant(10_000)
    kept = b""
    while (chunk := bake.next_chunk()) is not None:
        kept += chunk.payload
        bake.sent(chunk)
    assert kept == payload[-FRAME_BYTES * 700 :]


def test_what_was_not_sent_is_never_given_up():
    bake = Bake(BakeOptions(), quick_stream)
    bake.push(0, SAMPLES, last=True)
    while bake.has_work:
        bake.work()
        bake.forget_beyond(0)
    bake.resume(0)


@pytest.mark.parametrize("piece", [1, 7, 599, 600, 601, 1_300])
def test_kept_frames_are_read_as_they_came(piece):
    kept, payload = MotionBuffer(2), bytes(range(256)) * 16
    for at in range(0, len(payload), 2 * piece):
        kept.append(payload[at : at + 2 * piece])
    kept.forget_before(1_201)
    assert (kept.first, kept.end) == (1_201, 2_048)
    assert kept.read(1_201, 847) == payload[2_402:]
    assert kept.read(1_799, 2) == payload[3_598:3_602]
    assert kept.size == 2 * 847


def test_what_was_forgotten_or_not_made_cannot_be_resumed():
    bake = Bake(BakeOptions(), quick_stream)
    bake.push(0, SAMPLES, last=True)
    while bake.has_work:
        bake.work()
    bake.resume(100)
    for first_frame in (99, bake.frames + 1):
        with pytest.raises(ProtocolError, match="first_frame"):
            bake.resume(first_frame)


def test_an_empty_recording_is_an_empty_bake(daemon, baker):
    session = begin(daemon, baker)
    send(baker, BakeAudio(session, 0, True, b""))
    end = receive(baker, BakeEnd)
    assert (end.frames, end.crc32) == (0, 0)


def test_sockets_of_other_kinds_do_no_harm(daemon, baker):
    with raw(daemon.connection()["bake"], zmq.REQ) as odd:
        odd.send(b"hello?")
        assert begin(daemon, baker)
