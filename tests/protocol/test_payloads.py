import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_protocol.audio_payload import pack_audio, unpack_audio
from mien_protocol.errors import ProtocolError
from mien_protocol.face_payload import pack_jpeg, pack_rgba, unpack_jpeg, unpack_rgba
from mien_protocol.messages import FaceFrame
from mien_protocol.motion import Motion
from mien_protocol.motion_payload import frame_bytes, frame_payloads, pack_motion, unpack_motion, unpack_motion_frame
from mien_protocol.quaternion import from_rotation_vector
from mien_protocol.resampling import frame_time_ns
from mien_protocol.vectors.samples import JPEG, face_header

pytestmark = pytest.mark.prop

PARTS = ("expression", "head_wxyz", "head_m", "gaze_rad")


def a_motion(frames, latent_size, seed):
    rng = np.random.default_rng(seed)
    return Motion(
        time_ns=frame_time_ns(np.arange(frames), 60),
        latent=rng.normal(size=(frames, latent_size)).astype(np.float16),
        expression=rng.uniform(size=(frames, 52)).astype(np.float32),
        head_wxyz=from_rotation_vector(rng.normal(size=(frames, 3))),
        head_m=rng.normal(size=(frames, 3)).astype(np.float32),
        gaze_rad=rng.normal(size=(frames, 2)).astype(np.float32),
    )


MOTIONS = st.builds(a_motion, st.integers(0, 9), st.integers(1, 70), st.integers(0, 2**32 - 1))


def a_picture(payload, jpeg_bytes=None):
    return FaceFrame("a", 0, 0, 0, 0, 0, payload, jpeg_bytes)


@given(MOTIONS, st.booleans())
def test_a_chunk_comes_back_to_the_bit(motion, latents):
    size = motion.latent.shape[1] if latents else 0
    payload = pack_motion(motion, latents=latents)
    assert len(payload) == len(motion) * frame_bytes(size)
    back = unpack_motion(payload, motion.time_ns, size)
    for name in ("time_ns", *PARTS, *(("latent",) if latents else ())):
        np.testing.assert_array_equal(getattr(back, name), getattr(motion, name))
        assert getattr(back, name).dtype == getattr(motion, name).dtype
    assert back.latent.shape == (len(motion), size)


@given(MOTIONS, st.booleans())
def test_a_chunk_is_its_frames_one_after_the_other(motion, latents):
    frames = frame_payloads(motion, latents=latents)
    assert len(frames) == len(motion)
    assert b"".join(frames) == pack_motion(motion, latents=latents)
    for index, payload in enumerate(frames):
        size = motion.latent.shape[1] if latents else 0
        frame = unpack_motion_frame(payload, int(motion.time_ns[index]), size)
        assert frame.time_ns == motion.time_ns[index]
        for name in PARTS:
            np.testing.assert_array_equal(getattr(frame, name), getattr(motion, name)[index])


def test_the_layout_is_that_of_the_specification():
    motion = a_motion(1, 3, 0)
    numbers = np.concatenate([getattr(motion, name)[0] for name in PARTS]).astype("<f4").tobytes()
    assert pack_motion(motion, latents=True) == numbers + motion.latent[0].astype("<f2").tobytes()
    assert (frame_bytes(0), frame_bytes(3)) == (244, 250)


@pytest.mark.parametrize("name", [*PARTS, "latent"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_numbers_that_are_not_finite_are_neither_sent_nor_taken(name, value):
    motion = a_motion(3, 4, 0)
    sound = bytearray(pack_motion(motion, latents=True))
    getattr(motion, name)[1, 1] = value
    with pytest.raises(ProtocolError, match="expected finite numbers"):
        pack_motion(motion, latents=True)
    spoilt = {"expression": 4, "head_wxyz": 212, "head_m": 228, "gaze_rad": 240, "latent": 246}[name] + frame_bytes(4)
    width = 2 if name == "latent" else 4
    sound[spoilt : spoilt + width] = np.array(value, f"<f{width}").tobytes()
    with pytest.raises(ProtocolError, match="expected finite numbers"):
        unpack_motion(sound, motion.time_ns, 4)
    if name != "latent":
        with pytest.raises(ProtocolError, match="expected finite numbers"):
            unpack_motion_frame(sound[frame_bytes(4) : 2 * frame_bytes(4)], 0, 4)


@given(st.integers(0, 1_500), st.integers(0, 4), st.integers(0, 16))
def test_a_payload_of_another_length_is_refused(size, frames, latent_size):
    if size == frames * frame_bytes(latent_size):
        return
    with pytest.raises(ProtocolError, match=f"have {frames * frame_bytes(latent_size)} bytes, got {size}"):
        unpack_motion(bytes(size), np.arange(frames), latent_size)


@given(st.binary(max_size=40).map(lambda data: data[: len(data) // 2 * 2]))
def test_sound_comes_back(data):
    assert pack_audio(unpack_audio(data)) == data


def test_half_a_sample_is_refused():
    with pytest.raises(ProtocolError, match="samples of 2 bytes, got 3 bytes"):
        unpack_audio(b"abc")


@pytest.mark.parametrize("samples", [np.zeros(3, np.float32), np.zeros((3, 2), np.int16)])
def test_sound_of_another_form_is_refused(samples):
    with pytest.raises(ProtocolError, match="expected int16 of shape"):
        pack_audio(samples)


def test_a_picture_comes_back_and_is_not_copied():
    rgba = np.arange(32, dtype=np.uint8).reshape(2, 4, 4)
    payload = pack_rgba(rgba)
    back = unpack_rgba(a_picture(payload), face_header("rgba8"))
    np.testing.assert_array_equal(back, rgba)
    assert np.shares_memory(back, rgba)


def test_a_picture_that_is_a_view_is_sent_row_by_row():
    rgba = np.arange(64, dtype=np.uint8).reshape(2, 8, 4)[:, ::2]
    assert bytes(pack_rgba(rgba)) == rgba.tobytes()


@pytest.mark.parametrize("alpha", [None, np.arange(8, dtype=np.uint8).reshape(2, 4)])
def test_a_jpeg_comes_back_with_its_alpha(alpha):
    payload, jpeg_bytes = pack_jpeg(JPEG, alpha)
    header = face_header("jpeg", alpha="none" if alpha is None else "straight")
    picture = unpack_jpeg(a_picture(payload, jpeg_bytes), header)
    assert picture.jpeg == JPEG
    assert (picture.alpha is None) == (alpha is None)
    if alpha is not None:
        np.testing.assert_array_equal(picture.alpha, alpha)


@pytest.mark.parametrize(
    ("payload", "jpeg_bytes", "layout", "alpha", "words"),
    [
        (bytes(31), None, "rgba8", "none", "4 x 2 pixels of RGBA have 32 bytes, got 31"),
        (bytes(32), None, "jpeg", "none", "expected the length of the JPEG"),
        (bytes(32), 30, "jpeg", "none", "expected a JPEG of 30 bytes and 0 of alpha, got 32"),
        (bytes(32), 25, "jpeg", "straight", "expected a JPEG of 25 bytes and 8 of alpha, got 32"),
    ],
)
def test_a_picture_of_another_length_is_refused(payload, jpeg_bytes, layout, alpha, words):
    read = unpack_rgba if layout == "rgba8" else unpack_jpeg
    with pytest.raises(ProtocolError, match=words):
        read(a_picture(payload, jpeg_bytes), face_header(layout, alpha=alpha))


def test_a_picture_of_another_layout_is_refused():
    with pytest.raises(ProtocolError, match="expected a stream of layout rgba8, got jpeg"):
        unpack_rgba(a_picture(bytes(32)), face_header("jpeg"))
    with pytest.raises(ProtocolError, match="expected a stream of layout jpeg, got rgba8"):
        unpack_jpeg(a_picture(bytes(32), 32), face_header("rgba8"))


@pytest.mark.parametrize("rgba", [np.zeros((2, 4, 3), np.uint8), np.zeros((2, 4, 4), np.float32)])
def test_a_picture_of_another_form_is_not_sent(rgba):
    with pytest.raises(ProtocolError, match="expected uint8 of shape"):
        pack_rgba(rgba)


def test_alpha_of_another_form_is_not_sent():
    with pytest.raises(ProtocolError, match="expected alpha as uint8"):
        pack_jpeg(JPEG, np.zeros((2, 4), np.float32))
