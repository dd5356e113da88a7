"""A stream's features do not depend on how it was cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import StreamingEncoder

pytestmark = pytest.mark.prop

CHUNK = st.one_of(st.integers(0, 2), st.integers(158, 162), st.integers(318, 322), st.integers(0, 5000))


def _encode(encoder: StreamingEncoder, pcm: NDArray[np.float32], chunks: list[int]) -> SpeechFeatures:
    cuts = np.minimum(np.cumsum(chunks, dtype=np.int64), len(pcm))
    parts = [encoder.push(part) for part in np.split(pcm, cuts)]
    return SpeechFeatures.concatenate([*parts, encoder.flush()])


def _assert_identical(left: SpeechFeatures, right: SpeechFeatures) -> None:
    for name in ("posteriors", "energy_db", "f0_hz", "voicing"):
        np.testing.assert_array_equal(getattr(left, name), getattr(right, name), err_msg=name)


@settings(max_examples=40, deadline=None)
@given(start=st.integers(0, 150_000), length=st.integers(0, 12_000), chunks=st.lists(CHUNK, max_size=60))
def test_any_cut_gives_the_same_bits(sentence, start, length, chunks):
    pcm = sentence[start : start + length]
    encoder = StreamingEncoder()
    streamed = _encode(encoder, pcm, chunks)
    assert len(streamed) == -(-len(pcm) // 160)
    # The same encoder again: a flush ends one stream, and the next push begins a new one.
    _assert_identical(_encode(encoder, pcm, []), streamed)


def test_single_samples_give_the_same_bits(sentence):
    pcm = sentence[20_000:21_500]
    _assert_identical(_encode(StreamingEncoder(), pcm, [1] * len(pcm)), _encode(StreamingEncoder(), pcm, []))


@settings(max_examples=15, deadline=None)
@given(row=st.integers(0, 300), seed=st.integers(0, 2**32 - 1))
def test_a_row_is_returned_once_its_look_ahead_was_heard_and_never_changes(sentence, row, seed):
    encoder = StreamingEncoder()
    heard = row * 160 + round(encoder.look_ahead_s * 16_000)
    before = encoder.push(sentence[:heard])
    assert row < len(before) <= row + 3
    other_ending = np.random.default_rng(seed).normal(0.0, 0.2, 5000).astype(np.float32).clip(-1.0, 1.0)
    _assert_identical(
        _encode(StreamingEncoder(), np.concatenate([sentence[:heard], other_ending]), [])[: len(before)], before
    )


@given(samples=st.integers(0, 2000))
@settings(max_examples=25, deadline=None)
def test_values_stay_in_their_ranges_whatever_is_heard(samples):
    noise = np.random.default_rng(samples).uniform(-4.0, 4.0, samples).astype(np.float32)
    features = _encode(StreamingEncoder(), noise, [])
    assert features.posteriors.shape == (-(-samples // 160), 39)
    np.testing.assert_allclose(features.posteriors.sum(axis=1), 1.0, atol=1e-5)
    assert ((features.energy_db >= -100.0) & (features.energy_db <= 0.0)).all()
    assert ((features.voicing >= 0.0) & (features.voicing <= 1.0)).all()
    voiced = features.f0_hz[features.f0_hz > 0.0]
    assert ((voiced >= 55.0) & (voiced <= 550.0)).all()
