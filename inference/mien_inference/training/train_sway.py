"""Trains how a talking head sways: `python -m mien_inference.training.train_sway --data DIR --work DIR --out DIR`.

Rotation, translation and brow height of one speaker, and of its mirror image, as a network's next step given all
before. Training stops where takes that it does not see are told best: the speaker's twenty minutes are soon known
by heart. Lips were tried as a further input and told the held-out likelihood nothing (+0.01 nats a frame).
"""

import argparse
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.signal import butter, sosfiltfilt
from torch import Tensor

from mien_inference.motion.sway_network import CHANNELS, RESTORING, SwayNetwork
from mien_inference.training.head_corpus import RATE_HZ, Take, read_takes
from mien_inference.training.sway_network import SwayNetworkModule

__all__ = ["Recipe", "Scale", "Split", "export", "main", "split", "sway_series", "train"]

_LOG = logging.getLogger(__name__)
Array = NDArray[np.float64]

_SLOWEST_HZ: Final = 0.1
"""Slower than this the speaker turns between two teleprompters, which is not speech."""
_SHORTEST_TAKE_S: Final = 8.0
_RUNS, _RUN_FRAMES = 16, 1_500
_MIRROR: Final = np.array([-1.0, 1.0, -1.0, -1.0, 1.0, 1.0, 1.0])
"""Signs of the channels in a mirror."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Length and rate of a training."""

    steps: int = 1600
    batch: int = 24
    frames: int = 125
    learning_rate: float = 2e-3
    weight_decay: float = 0.01
    check_every: int = 50
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """Takes to learn from, to stop by, and to be kept from both."""

    learned: list[Array]
    watched: list[Array]
    held_out: list[Array]


@dataclass(frozen=True, slots=True)
class Scale:
    """Scaling of the network's numbers.

    Attributes:
        sd: Standard deviation of each channel, shape (7,).
        mixing: From whitened changes to changes in standard deviations, shape (7, 7).
    """

    sd: Array
    mixing: Array

    @staticmethod
    def of(series: list[Array]) -> "Scale":
        """That of a speaker."""
        sd = np.concatenate(series).std(axis=0)
        changes = np.concatenate([np.diff(frames / sd, axis=0) for frames in series])
        return Scale(sd, np.asarray(np.linalg.cholesky(np.cov(changes.T))))


def sway_series(takes: list[Take]) -> list[Array]:
    """The channels of `CHANNELS` of each take long enough, without slow drift, shape (frames, 7).

    What follows from the head's turning is taken out of translation and brows: a renderer that turns a head about
    its neck moves it, too, and brows that turn down look lower than they are.
    """
    drift = butter(2, _SLOWEST_HZ, "high", fs=RATE_HZ, output="sos")
    series = [
        sosfiltfilt(drift, np.column_stack([take.head_rad, take.place_m, take.brow]), axis=0)
        for take in takes
        if len(take.brow) >= _SHORTEST_TAKE_S * RATE_HZ
    ]
    together = np.concatenate(series)
    turning = np.linalg.lstsq(together[:, :3], together[:, 3:], rcond=None)[0]
    return [np.column_stack([frames[:, :3], frames[:, 3:] - frames[:, :3] @ turning]) for frames in series]


def split(series: list[Array]) -> Split:
    """The last 15 % of the takes are held out, the 10 % before them tell when to stop."""
    watched, held_out = round(0.75 * len(series)), round(0.85 * len(series))
    return Split(series[:watched], series[watched:held_out], series[held_out:])


def train(takes: Split, scale: Scale, recipe: Recipe, checkpoint: Path) -> SwayNetworkModule:
    """Trains from scratch, or on from the checkpoint that a stopped run left."""
    torch.manual_seed(recipe.seed)
    network = SwayNetworkModule()
    optimiser = torch.optim.AdamW(network.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay)
    learned = [_example(frames * sign, scale) for frames in takes.learned for sign in (1.0, _MIRROR)]
    watched = [_example(frames, scale) for frames in takes.watched]
    first, least, best = 0, float("inf"), network.state_dict()
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        first, least, best = state["step"], state["least"], state["best"]
        _LOG.info("going on from step %d", first)
    for step in range(first, recipe.steps):
        # Seeded by step: a resumed run makes what an uninterrupted one makes.
        rng = np.random.default_rng([recipe.seed, step])
        torch.manual_seed(recipe.seed + step)
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * min(1.0, (step + 1) / 100) * (1.0 - step / recipe.steps)
        past, change = _draw_batch(learned, recipe, rng)
        loss = network.loss(network.disturbed(past), change)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % recipe.check_every == 0:
            seen = _watched_loss(network, watched)
            _LOG.info("step %d of %d, loss %.3f, on watched takes %.3f", step + 1, recipe.steps, loss.item(), seen)
            if seen < least:
                least, best = seen, {name: tensor.clone() for name, tensor in network.state_dict().items()}
            state = {"step": step + 1, "network": network.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save({**state, "least": least, "best": best}, checkpoint)
    network.load_state_dict(best)
    return network.eval()


def export(network: SwayNetworkModule, scale: Scale, path: Path) -> None:
    """Writes what `motion.sway_network` reads."""
    tensors = {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}
    tensors["mixing"] = np.ascontiguousarray(scale.mixing, np.float32)
    tensors["sd"] = _settled_sd(tensors)
    _LOG.info("left alone it moves so far, in the speaker's standard deviations: %s", tensors["sd"].round(2).tolist())
    save_file(tensors, path)


def _settled_sd(tensors: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Amplitude of each channel when the network runs by itself, shape (7,)."""
    weights = {name: tensor.astype(np.float64) for name, tensor in tensors.items()}
    courses = []
    for seed in range(_RUNS):
        network = SwayNetwork(weights, np.random.default_rng(seed))
        for _ in range(_RUN_FRAMES):
            network.advance()
            courses.append(network.position)
    return np.asarray(np.std(courses, axis=0), np.float32)


def _example(frames: Array, scale: Scale) -> tuple[Tensor, Tensor]:
    """Inputs of the network for a take, and their targets: changes, less what the restoring will do."""
    whitening = np.linalg.inv(scale.mixing).T
    position = frames / scale.sd
    change = np.diff(position, axis=0) @ whitening
    past = np.concatenate([position[1:-1], change[:-1]], axis=1)
    wanted = change[1:] + RESTORING * position[1:-1] @ whitening
    return torch.from_numpy(past.astype(np.float32)), torch.from_numpy(wanted.astype(np.float32))


def _draw_batch(
    examples: list[tuple[Tensor, Tensor]], recipe: Recipe, rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """Stretches of takes, each take as often as it is long."""
    room = np.array([max(len(past) - recipe.frames, 1) for past, _ in examples])
    stretches = []
    for index in rng.choice(len(examples), recipe.batch, p=room / room.sum()):
        start = int(rng.integers(room[index]))
        stretches.append(tuple(part[start : start + recipe.frames] for part in examples[index]))
    return torch.stack([past for past, _ in stretches]), torch.stack([change for _, change in stretches])


@torch.no_grad()
def _watched_loss(network: SwayNetworkModule, examples: list[tuple[Tensor, Tensor]]) -> float:
    network.eval()
    losses = [network.loss(past[None], change[None]).item() * len(past) for past, change in examples]
    network.train()
    return float(sum(losses) / sum(len(past) for past, _ in examples))


def main() -> None:
    """Trains and exports; a stopped run goes on where it was."""
    parser = argparse.ArgumentParser(description="Train the sway's network on a tracked speaker.")
    parser.add_argument("--data", type=Path, required=True, help="folder with speech_*.npz (68 landmarks at 25 fps)")
    parser.add_argument("--work", type=Path, required=True, help="folder for the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="folder for the .safetensors file")
    parser.add_argument("--steps", type=int, default=Recipe().steps)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    takes = split(sway_series(read_takes(arguments.data)))
    scale = Scale.of([frames * sign for frames in takes.learned for sign in (1.0, _MIRROR)])
    _LOG.info("standard deviations: %s", dict(zip(CHANNELS, scale.sd.round(5).tolist(), strict=True)))
    network = train(takes, scale, Recipe(steps=arguments.steps), arguments.work / "sway.checkpoint")
    export(network, scale, arguments.out / "motion-sway.safetensors")


if __name__ == "__main__":
    main()
