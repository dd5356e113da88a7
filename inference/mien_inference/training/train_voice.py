"""Trains the voice detector.

    python -m mien_inference.training.train_voice --asterisk DIR --transcripts DIR --ljspeech DIR --work DIR --out FILE

Preparing the sounds takes a quarter of an hour of one core, training a minute and a half. A stopped run goes on.
"""

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn import functional

from mien_inference.speech.log_mel import MEL_BANDS, MEL_MEAN, MEL_SCALE
from mien_inference.speech.phones import SILENCE
from mien_inference.speech.timing import LOOK_AHEAD_FRAMES, STEP_FRAMES
from mien_inference.training.speech_corpus import Corpus, CorpusPlan, prepare

__all__ = ["Recipe", "VoiceNetwork", "main", "train"]

_LOG = logging.getLogger(__name__)

_SHARES: Final = {"espeak": 0.30, "people": 0.35, "background": 0.35}
_SETTLING_STEPS: Final = 30
"""Steps at the beginning of an excerpt that are not scored: the network has heard nothing yet."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Length and rate of a training."""

    steps: int = 1500
    batch: int = 24
    frames: int = 400
    learning_rate: float = 3e-3
    weight_decay: float = 0.01
    level_nats: float = 2.0
    checkpoint_every: int = 250
    seed: int = 0


class VoiceNetwork(nn.Module):
    """`speech.voice_detector` as it is trained: two log-mel frames a step, a gated layer, a probability."""

    def __init__(self, size: int = 64) -> None:
        """Makes an untrained network of that many units."""
        super().__init__()
        self.window = nn.Linear(STEP_FRAMES * MEL_BANDS, size)
        self.gru = nn.GRU(size, size, batch_first=True)
        self.head = nn.Linear(size, 1)

    def forward(self, mel: Tensor) -> Tensor:
        """Logits of a voice, shape (batch, frames / 2), of log-mel frames, shape (batch, frames, 64)."""
        batch, frames, _ = mel.shape
        steps = ((mel - MEL_MEAN) / MEL_SCALE).reshape(batch, frames // STEP_FRAMES, -1)
        recurrent, _ = self.gru(functional.relu(self.window(steps)))
        logits: Tensor = self.head(recurrent)[..., 0]
        return logits


def train(sources: Mapping[str, Corpus], recipe: Recipe, checkpoint: Path) -> VoiceNetwork:
    """Trains from scratch, or on from the checkpoint that a stopped run left.

    Args:
        sources: As from `speech_corpus.prepare`.
        recipe: How long and how hard.
        checkpoint: File that is written now and then.
    """
    torch.manual_seed(recipe.seed)
    network = VoiceNetwork()
    optimiser = torch.optim.AdamW(network.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay)
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        first = int(state["step"])
    for step in range(first, recipe.steps):
        # Seeded by step: a resumed run makes what an uninterrupted one makes.
        mel, voices = _draw_batch(sources, recipe, np.random.default_rng([recipe.seed, step]))
        for group in optimiser.param_groups:
            group["lr"] = recipe.learning_rate * _schedule(step, recipe.steps)
        logits = network(mel)[:, _SETTLING_STEPS:]
        loss = functional.binary_cross_entropy_with_logits(logits, voices[:, _SETTLING_STEPS:])
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % recipe.checkpoint_every == 0:
            _LOG.info("step %d of %d, loss %.3f", step + 1, recipe.steps, loss.item())
            kept = {"step": step + 1, "network": network.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(kept, checkpoint)
    return network.eval()


def _schedule(step: int, steps: int) -> float:
    """Warm-up, then half a cosine down to a fiftieth."""
    return min(1.0, (step + 1) / 50) * (0.02 + 0.49 * (1.0 + float(np.cos(np.pi * step / steps))))


def _draw_batch(sources: Mapping[str, Corpus], recipe: Recipe, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Excerpts, shape (batch, frames, 64), and whether each step has a voice in it, delayed by the look-ahead."""
    mel = np.empty((recipe.batch, recipe.frames, MEL_BANDS), np.float32)
    voices = np.zeros((recipe.batch, recipe.frames), np.float32)
    names = rng.choice(list(_SHARES), recipe.batch, p=list(_SHARES.values()))
    for row, name in enumerate(names):
        source = sources[str(name)]
        start = int(rng.integers(0, len(source.labels) - recipe.frames)) // STEP_FRAMES * STEP_FRAMES
        excerpt = slice(start, start + recipe.frames)
        mel[row] = source.mel[excerpt].astype(np.float32) + np.float32(rng.uniform(-1, 1) * recipe.level_nats)
        voices[row, LOOK_AHEAD_FRAMES:] = source.labels[excerpt][:-LOOK_AHEAD_FRAMES] != SILENCE[0]
    return torch.from_numpy(mel), torch.from_numpy(voices.reshape(recipe.batch, -1, STEP_FRAMES).max(axis=2))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prepares, trains and exports; a stopped run goes on where it was."""
    parser = argparse.ArgumentParser(prog="python -m mien_inference.training.train_voice", description=__doc__)
    parser.add_argument("--asterisk", type=Path, required=True, help="folder of the prompts, one folder a voice")
    parser.add_argument("--transcripts", type=Path, required=True, help="folder of core-sounds-*.txt.gz")
    parser.add_argument("--ljspeech", type=Path, required=True, help="folder of LJ Speech")
    parser.add_argument("--work", type=Path, required=True, help="folder for prepared sounds and the checkpoint")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    sources = prepare(
        CorpusPlan(), given.work, asterisk=given.asterisk, transcripts=given.transcripts, ljspeech=given.ljspeech
    )
    network = train(sources, Recipe(), given.work / "voice.checkpoint")
    save_file({name: tensor.numpy().astype(np.float16) for name, tensor in network.state_dict().items()}, given.out)


if __name__ == "__main__":
    main()
