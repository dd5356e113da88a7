"""What moving costs: each part of the motion generator, for 10 ms of sound, on one core."""

import numpy as np

from benchmarks.report import arguments, measure, write
from mien_inference.controls import Controls
from mien_inference.interfaces import SpeechFeatures
from mien_inference.motion import LATENT_SIZE, LatentDecoder, StreamingGenerator
from mien_inference.motion.life import Life
from mien_inference.motion.lip_model import LipModel, load_lip_weights
from mien_inference.motion.prosody import Prosody
from mien_inference.motion.sway import Sway
from mien_inference.motion.sway_network import load_sway_weights
from mien_inference.speech import PHONES

ROW_MS = 10.0
REPEATS = 5000
LONG_ROWS = 3000


def main() -> None:
    """Times the parts and prints them."""
    rng = np.random.default_rng(0)
    features = _babble(rng)
    one, two = features[:1], features[:2]
    latent = np.zeros((1, LATENT_SIZE), np.float16)
    lips, prosody = LipModel(load_lip_weights()), Prosody()
    sway, life = Sway(load_sway_weights(), rng, settled=True), Life(0, Controls())
    decoder, generator = LatentDecoder(), StreamingGenerator()
    heard = prosody.step(-20.0, 120.0, 0.0)
    parts = {
        "lip model": lambda: lips.step(features.posteriors[0], 0.0, 1.0),
        "sway": lambda: sway.step(1.0),
        "prosody": lambda: prosody.step(-20.0, 120.0, 0.0),
        "life, sway and all": lambda: life.step(heard, Controls()),
        "decoding one latent": lambda: decoder.decode(np.zeros(1, np.int64), latent),
        "whole generator, pushes of 10 ms": lambda: generator.push(one),
    }
    rows = []
    for name, call in parts.items():
        timing = measure(call, REPEATS)
        rows.append((name, timing.median_ms, timing.p99_ms, timing.mean_ms / ROW_MS))
    live = measure(lambda: generator.push(two), REPEATS)
    rows.append(("whole generator, pushes of 20 ms", live.median_ms, live.p99_ms, live.mean_ms / (2 * ROW_MS)))
    long = measure(lambda: generator.push(features), 3, warm_up=1)
    rows.append(
        (
            f"whole generator, pushes of {LONG_ROWS // 100} s, by 10 ms",
            long.median_ms / LONG_ROWS,
            long.p99_ms / LONG_ROWS,
            long.mean_ms / LONG_ROWS / ROW_MS,
        )
    )
    title = "Motion generator"
    write(title, ["part", "median ms", "p99 ms", "real-time factor"], rows, arguments(__doc__ or "").json)


def _babble(rng: np.random.Generator) -> SpeechFeatures:
    """Half a minute of random phones, 80 ms each."""
    said = np.repeat(rng.integers(0, len(PHONES), LONG_ROWS // 8 + 1), 8)[:LONG_ROWS]
    return SpeechFeatures(
        np.eye(len(PHONES), dtype=np.float32)[said],
        rng.normal(-20.0, 5.0, LONG_ROWS).astype(np.float32),
        np.full(LONG_ROWS, 120.0, np.float32),
        np.ones(LONG_ROWS, np.float32),
    )


if __name__ == "__main__":
    main()
