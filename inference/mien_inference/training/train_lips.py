"""Trains the lip network: `python -m mien_inference.training.train_lips --grid DIR --work DIR --out DIR`.

Half an hour of one speaker with a vocabulary of 51 words must serve every voice and language, so the network
is kept small, its context short, each sentence is heard in several voices, and phones that GRID hardly has
lend their place to relatives with the same lips (`_RELATIVES`).
"""

import argparse
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor
from torch.nn import functional

from mien_inference.motion.level import SpeechLevel
from mien_inference.motion.lip_input import LIP_INPUT_SIZE, lip_input
from mien_inference.motion.lip_network import LIP_SHAPES
from mien_inference.motion.mouth_shapes import MEASURES, MOUTH_SHAPES
from mien_inference.speech.phones import PHONE_INDEX
from mien_inference.training.lip_corpus import LipSample, training_samples
from mien_inference.training.lip_network import LipNetworkModule

__all__ = ["Example", "Recipe", "example", "main", "train"]

_LOG = logging.getLogger(__name__)
Array = NDArray[np.float32]

_RELATIVES: Final = tuple(
    tuple(PHONE_INDEX[phone] for phone in group.split())
    for group in (
        "ch sh", "jh zh", "uw uh fr", "iy ih y", "ao o", "r er", "eh e", "k g ng x", "t d n", "s z", "th dh", "f v",
        "p b m",
    )
)  # fmt: skip
"""Phones that the lips cannot tell apart; in training their columns change places now and then."""

_SHUFFLE_RELATIVES = 0.3
_LIPS_TOUCH_CM = 0.1
_SHOWN: Final = (MEASURES.index("gap"), MEASURES.index("half_width"))
"""Measures that a viewer sees first: the opening and its width. Errors there and in their speed count again."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Length and rate of a training."""

    steps: int = 6000
    batch: int = 24
    rows: int = 280
    learning_rate: float = 3e-3
    weight_decay: float = 0.01
    voices: int = 2
    checkpoint_every: int = 250
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the network sees it: its rows, and the lips it should make of them."""

    rows: Array
    lips: Array
    moved: Array


def example(sample: LipSample) -> Example:
    """Inputs of the network for a sentence, one row after another."""
    level, features = SpeechLevel(), sample.features
    rows = [
        lip_input(posteriors, level.step(float(energy_db)), float(voicing))
        for posteriors, energy_db, voicing in zip(
            features.posteriors, features.energy_db, features.voicing, strict=True
        )
    ]
    return Example(np.stack(rows), sample.lips, sample.moved)


def train(examples: list[Example], recipe: Recipe, checkpoint: Path) -> LipNetworkModule:
    """Trains from scratch, or on from the checkpoint that a stopped run left."""
    torch.manual_seed(recipe.seed)
    network = LipNetworkModule()
    optimiser = torch.optim.AdamW(network.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay)
    scale = _Scale.of(examples)
    first = _resume(checkpoint, network, optimiser)
    for step in range(first, recipe.steps):
        # Seeded by step, dropout too: a resumed run makes what an uninterrupted one makes.
        rng = np.random.default_rng([recipe.seed, step])
        torch.manual_seed(recipe.seed + step)
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * _schedule(step, recipe.steps)
        loss = _loss(network, _draw_batch(examples, recipe, rng), scale)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % recipe.checkpoint_every == 0:
            _LOG.info("step %d of %d, loss %.3f", step + 1, recipe.steps, loss.item())
            state = {"step": step + 1, "network": network.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(state, checkpoint)
    return network.eval()


@dataclass(frozen=True, slots=True)
class _Scale:
    """Standard deviations, so that every shape and measure counts alike; one that never moves counts little."""

    lips: Tensor
    moved: Tensor

    @staticmethod
    def of(examples: list[Example]) -> "_Scale":
        lips = np.concatenate([example.lips for example in examples]).std(axis=0).clip(min=1e-3)
        moved = np.concatenate([example.moved for example in examples]).std(axis=0).clip(min=1e-3)
        return _Scale(torch.from_numpy(lips), torch.from_numpy(moved))


def _schedule(step: int, steps: int) -> float:
    """Warm-up, then half a cosine down to a fiftieth."""
    return min(1.0, (step + 1) / 50) * (0.02 + 0.49 * (1.0 + float(np.cos(np.pi * step / steps))))


def _resume(checkpoint: Path, network: LipNetworkModule, optimiser: torch.optim.Optimizer) -> int:
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    _LOG.info("going on from step %d", state["step"])
    return int(state["step"])


def _draw_batch(examples: list[Example], recipe: Recipe, rng: np.random.Generator) -> tuple[Tensor, ...]:
    """Stretches of sentences, padded: rows, lips, moved, and which rows count."""
    rows = np.zeros((recipe.batch, recipe.rows, LIP_INPUT_SIZE), np.float32)
    lips = np.zeros((recipe.batch, recipe.rows, len(LIP_SHAPES)), np.float32)
    moved = np.zeros((recipe.batch, recipe.rows, len(MEASURES)), np.float32)
    counts = np.zeros((recipe.batch, recipe.rows, 1), np.float32)
    for index in range(recipe.batch):
        example = examples[rng.integers(len(examples))]
        length = min(recipe.rows, len(example.rows))
        start = rng.integers(0, len(example.rows) - length + 1)
        stretch = slice(start, start + length)
        rows[index, :length] = _shuffle_relatives(example.rows[stretch], rng)
        lips[index, :length] = example.lips[stretch]
        moved[index, :length] = example.moved[stretch]
        counts[index, :length] = 1.0
    return tuple(torch.from_numpy(array) for array in (rows, lips, moved, counts))


def _shuffle_relatives(rows: Array, rng: np.random.Generator) -> Array:
    rows = rows.copy()
    for group in _RELATIVES:
        if rng.random() < _SHUFFLE_RELATIVES:
            rows[:, list(group)] = rows[:, rng.permutation(group)]
    return rows


def _loss(network: LipNetworkModule, batch: tuple[Tensor, ...], scale: _Scale) -> Tensor:
    rows, lips, moved, counts = batch
    shapes, touch = network(rows)
    effect = torch.tensor([MOUTH_SHAPES[name] for name in LIP_SHAPES])
    error = ((shapes @ effect - moved) / scale.moved)[..., list(_SHOWN)] * counts
    shape_error = (shapes - lips) / scale.lips * counts
    touching = (moved[..., :1] < _LIPS_TOUCH_CM).float()
    touch_loss = functional.binary_cross_entropy_with_logits(touch[..., None], touching, weight=counts)
    # Speeds are per 10 ms, about a fifth of the positions' size: 20 weighs them alike.
    speed = error.diff(dim=1).square().mean() * 20.0
    total: Tensor = 0.5 * shape_error.square().mean() + error.square().mean() + speed + 0.3 * touch_loss
    return total


@torch.no_grad()
def _range_gain(network: LipNetworkModule, examples: list[Example]) -> float:
    """Liveliness of real lips relative to predicted ones: least squares shrinks what it is unsure of."""
    effect = torch.tensor([MOUTH_SHAPES[name][0] for name in LIP_SHAPES])
    predicted = torch.cat([network(torch.from_numpy(e.rows)[None])[0][0].clamp(min=0.0) @ effect for e in examples])
    real = np.concatenate([example.moved[:, 0] for example in examples])
    return float(real.std() / predicted.std())


def _export_network(network: LipNetworkModule, gain: float, path: Path) -> None:
    tensors = {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}
    for name in ("layers.2.weight", "layers.2.bias"):
        tensors[name][: len(LIP_SHAPES)] *= gain
    save_file(tensors, path)


def main() -> None:
    """Prepares, trains and exports; a stopped run goes on where it was."""
    parser = argparse.ArgumentParser(description="Train the lip network on the tracked GRID corpus.")
    parser.add_argument("--grid", type=Path, required=True, help="folder with audio/, align/ and tracks/")
    parser.add_argument("--work", type=Path, required=True, help="folder for prepared sentences and the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder for the .safetensors file")
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    recipe = Recipe(steps=arguments.steps)
    samples = training_samples(arguments.grid, arguments.work / "lips", recipe.voices)
    examples = [example(sample) for sample in samples]
    network = train(examples, recipe, arguments.work / "lips.checkpoint")
    gain = _range_gain(network, examples)
    _LOG.info("real lips are %.2f times as lively as predicted ones; the export makes up for it", gain)
    _export_network(network, gain, arguments.out / "motion-lips.safetensors")


if __name__ == "__main__":
    main()
