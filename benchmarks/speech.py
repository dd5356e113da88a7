"""What hearing costs: each stage of the speech encoder, for 20 ms of sound, on one core."""

from collections.abc import Mapping

import numpy as np
import torch

from benchmarks.report import Timing, arguments, measure, write
from mien_inference.speech import StreamingEncoder
from mien_inference.speech.log_mel import WINDOW, log_mel
from mien_inference.speech.network import PhoneNetwork
from mien_inference.speech.phone_recogniser import PhoneRecogniser, load_weights, shared_phone_layers
from mien_inference.speech.pitch import SPAN, PitchTracker
from mien_inference.speech.timing import HOP, STEP, STEP_FRAMES

STEP_MS = 20.0
STEPS = 200
REPEATS = 2000


def main() -> None:
    """Times the stages and prints them."""
    torch.set_num_threads(1)
    sound = np.random.default_rng(0).normal(0.0, 0.05, STEP * STEPS).astype(np.float32)
    weights = load_weights()
    recogniser, pitch, encoder = PhoneRecogniser(shared_phone_layers()), PitchTracker(), StreamingEncoder()
    mel = log_mel(sound[: WINDOW + (STEP_FRAMES - 1) * HOP])
    timings = {
        "log-mel": measure(lambda: log_mel(sound[: WINDOW + (STEP_FRAMES - 1) * HOP]), REPEATS),
        "phone network, rounded weights": measure(lambda: recogniser.step(mel), REPEATS),
        "phone network, torch (training only)": _torch_step(weights),
        "pitch": measure(lambda: pitch.step(sound[:SPAN]), REPEATS),
        "whole encoder, pushes of 20 ms": measure(lambda: encoder.push(sound[:STEP]), REPEATS),
        "whole encoder, pushes of 4 s, by 20 ms": _per_step(measure(lambda: encoder.push(sound), 20, warm_up=2)),
    }
    rows: list[tuple[str, float, float, float | str]] = [
        (name, t.median_ms, t.p99_ms, t.mean_ms / STEP_MS) for name, t in timings.items()
    ]
    restart = measure(encoder.flush, 50)
    rows.append(("ending a stream and beginning another", restart.median_ms, restart.p99_ms, "once"))
    write("Speech encoder", ["stage", "median ms", "p99 ms", "real-time factor"], rows, arguments(__doc__ or "").json)


def _torch_step(weights: Mapping[str, np.ndarray]) -> Timing:
    """The same step as torch would run it, carrying its recurrent state."""
    network = PhoneNetwork().eval()
    network.load_state_dict({name: torch.tensor(tensor) for name, tensor in weights.items()})
    window = torch.zeros(1, network.window.in_features)
    state = torch.zeros(2, 1, network.gru.hidden_size)

    def step() -> torch.Tensor:
        with torch.inference_mode():
            embedded = torch.relu(network.norm(network.window(window)))[None]
            recurrent, _ = network.gru(embedded, state)
            return torch.softmax(network.head(torch.cat([recurrent, embedded], dim=-1)), dim=-1)

    return measure(step, REPEATS)


def _per_step(timing: Timing) -> Timing:
    return Timing(timing.median_ms / STEPS, timing.p99_ms / STEPS, timing.mean_ms / STEPS)


if __name__ == "__main__":
    main()
