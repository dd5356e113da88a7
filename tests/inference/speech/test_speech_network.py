"""The network as it is trained and as it is run are the same function, but for the rounding of its weights."""

import numpy as np
import pytest
import torch

from mien_inference.speech.gated_layer import apply, load_affine
from mien_inference.speech.log_mel import WINDOW, log_mel
from mien_inference.speech.network import PhoneNetwork
from mien_inference.speech.phone_recogniser import PhoneRecogniser, load_weights, phone_layers
from mien_inference.speech.timing import HOP

pytestmark = pytest.mark.unit


def _run(weights, mel):
    recogniser = PhoneRecogniser(phone_layers(weights))
    return np.concatenate([recogniser.step(mel[frame : frame + 2]) for frame in range(0, len(mel), 2)])


def _train_view(weights, mel):
    """Posteriors of the torch module, which begins with zeros instead of remembered silence."""
    network = PhoneNetwork().eval()
    network.load_state_dict({name: torch.tensor(tensor) for name, tensor in weights.items()})
    with torch.inference_mode():
        return torch.softmax(network(torch.from_numpy(mel)[None])[0], dim=-1).numpy()


def test_the_shipped_weights_say_the_same_rounded(sentence):
    silence = log_mel(np.zeros(WINDOW + 49 * HOP, np.float32))  # what the recogniser hears before a stream
    mel = log_mel(sentence)[: len(sentence) // HOP // 2 * 2 - 4]
    trained = _train_view(load_weights(), np.concatenate([silence, mel]))[len(silence) :]
    run = _run(load_weights(), mel)
    assert np.mean(run.argmax(axis=1) == trained.argmax(axis=1)) > 0.99
    assert np.abs(run - trained).sum(axis=1).mean() < 0.01


def test_any_weights_say_the_same_rounded():
    torch.manual_seed(0)
    weights = {name: tensor.numpy() for name, tensor in PhoneNetwork().state_dict().items()}
    silence = log_mel(np.zeros(WINDOW + 49 * HOP, np.float32))
    mel = np.random.default_rng(0).normal(-4.0, 4.0, (60, 64)).astype(np.float32)
    torch_posteriors = _train_view(weights, np.concatenate([silence, mel]))[len(silence) :]
    np.testing.assert_allclose(_run(weights, mel), torch_posteriors, rtol=0.02)


def test_a_layer_is_what_its_rounded_weights_say():
    rng = np.random.default_rng(1)
    weights = {"one.weight": rng.normal(size=(37, 120)), "one.bias": rng.normal(size=37)}
    layer = load_affine({name: tensor.astype(np.float32) for name, tensor in weights.items()}, "one")
    for size in (1e-6, 1.0, 1e4):
        activation = (size * rng.normal(size=120)).astype(np.float32)
        expected = (layer.matrix * layer.scale[:, None].astype(float)) @ activation + layer.bias
        np.testing.assert_allclose(apply(layer, activation), expected, atol=3e-3 * max(size, 1e-3))
    np.testing.assert_array_equal(apply(layer, np.zeros(120, np.float32)), layer.bias)


def test_the_weights_fit_the_module():
    assert {name: tensor.shape for name, tensor in load_weights().items()} == {
        name: tuple(tensor.shape) for name, tensor in PhoneNetwork().state_dict().items()
    }


def test_a_tone_rises_in_its_own_mel_band():
    # Band centres are equally spaced in mel from 60 to 7600 Hz.
    edges_mel = np.linspace(2595.0 * np.log10(1.0 + 60.0 / 700.0), 2595.0 * np.log10(1.0 + 7600.0 / 700.0), 66)
    for band in (10, 30, 50):
        centre_hz = 700.0 * (10.0 ** (edges_mel[band + 1] / 2595.0) - 1.0)
        tone = np.sin(2.0 * np.pi * centre_hz * np.arange(WINDOW) / 16_000).astype(np.float32)
        assert int(log_mel(tone)[0].argmax()) == band


def test_gain_is_as_good_as_a_louder_recording(sentence):
    pcm = sentence[16_000 : 16_000 + WINDOW]
    np.testing.assert_allclose(log_mel(pcm, 16.0), log_mel(4.0 * pcm), atol=1e-3)
