import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mien_bridge.media.samples import Resampler, to_float

pytestmark = pytest.mark.prop

SCALES = {"u8": (127, 128), "s16": (32767, 0), "s32": (2**31 - 128, 0), "flt": (1.0, 0), "dbl": (1.0, 0)}


@pytest.mark.parametrize("name", [*SCALES, *(f"{name}p" for name in SCALES)])
def test_every_sample_format_becomes_float(name):
    wanted = np.array([[0.0, 0.5, -0.5, 1.0, -1.0], [0.25, 0.0, 0.0, 0.0, -0.25]])
    scale, middle = SCALES[name.removesuffix("p")]
    values = wanted * scale + middle
    planar = name.endswith("p")
    dtype = {"u8": "u1", "s16": "i2", "s32": "i4", "flt": "f4", "dbl": "f8"}[name.removesuffix("p")]
    array = (values if planar else values.T.reshape(1, -1)).astype(dtype)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(array), name, "stereo")
    np.testing.assert_allclose(to_float(frame), wanted, atol=0.01)


def test_what_is_no_number_becomes_silence_and_too_loud_is_clipped():
    samples = np.array([[np.nan, np.inf, -np.inf, 3.0, -3.0]], np.float32)
    frame = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
    np.testing.assert_array_equal(to_float(frame), [[0, 0, 0, 1, -1]])


@pytest.mark.parametrize("layout", ["5.1", "7.1", "hexadecagonal"])
@pytest.mark.parametrize("name", ["flt", "fltp"])
def test_any_number_of_channels_can_be_read_and_mixed(layout, name):
    channels = av.AudioLayout(layout).nb_channels
    wanted = np.linspace(-0.1, 0.1, channels, dtype=np.float32)[:, None].repeat(480, axis=1)
    packed = av.AudioFrame.from_ndarray(np.ascontiguousarray(wanted.T).reshape(1, -1), "flt", layout)
    packed.sample_rate = 48000
    frame = av.AudioResampler(name).resample(packed)[0]
    np.testing.assert_allclose(to_float(frame), wanted, atol=1e-6)
    assert Resampler(48000, "stereo").push(wanted, 48000, layout).shape == (2, 480)


@given(st.sampled_from([8000, 11025, 22050, 44100, 48000, 96000]), st.sampled_from([16000, 48000]), st.integers(0, 9))
def test_time_zero_stays_time_zero(source_hz, target_hz, tenth):
    """A click is heard when it was, to a sample, in a result as long as the source."""
    samples = np.zeros((1, source_hz), np.float32)
    click = source_hz * tenth // 10
    samples[0, click] = 1.0
    resampler = Resampler(target_hz, "mono")
    parts = [resampler.push(part, source_hz, "mono") for part in np.array_split(samples, 7, axis=1)]
    made = np.concatenate([*parts, resampler.flush()], axis=1)[0]
    assert abs(len(made) - target_hz) <= 1
    assert abs(int(np.argmax(np.abs(made))) - click * target_hz / source_hz) <= 1.5


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6))
def test_chunks_make_no_difference(lengths):
    samples = np.random.default_rng(0).uniform(-0.5, 0.5, (2, sum(lengths))).astype(np.float32)
    whole, parts = Resampler(16000, "mono"), Resampler(16000, "mono")
    one = np.concatenate([whole.push(samples, 44100, "stereo"), whole.flush()], axis=1)
    cut = np.split(samples, np.cumsum(lengths)[:-1], axis=1)
    many = np.concatenate([*(parts.push(part, 44100, "stereo") for part in cut), parts.flush()], axis=1)
    np.testing.assert_array_equal(one, many)


def test_rate_and_layout_may_change_on_the_way():
    resampler = Resampler(48000, "stereo")
    parts = [
        resampler.push(np.zeros((1, 8000), np.float32), 8000, "mono"),
        resampler.push(np.ones((2, 44100), np.float32), 44100, "stereo"),
        resampler.flush(),
    ]
    made = np.concatenate(parts, axis=1)
    assert abs(made.shape[1] - 2 * 48000) <= 2
    assert np.abs(made[:, :47900]).max() < 1e-3
    np.testing.assert_allclose(made[:, 48100:95900], 1.0, atol=1e-3)
