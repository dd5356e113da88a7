"""The lip network, as it is trained."""

import itertools

import torch
from torch import Tensor, nn
from torch.nn import functional

from mien_inference.motion.lip_input import LIP_INPUT_SIZE, TAPS
from mien_inference.motion.lip_network import LIP_SHAPES, SMOOTHING

__all__ = ["LipNetworkModule"]


class LipNetworkModule(nn.Module):
    """Three dense layers over a window of rows, then a fixed smoothing filter."""

    def __init__(self, widths: tuple[int, int] = (160, 96), dropout: float = 0.1) -> None:
        """Makes an untrained network."""
        super().__init__()
        sizes = (LIP_INPUT_SIZE * len(TAPS), *widths, len(LIP_SHAPES) + 1)
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in itertools.pairwise(sizes))
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("kernel", torch.tensor(SMOOTHING), persistent=False)

    def forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """The mouth for whole sentences.

        Args:
            rows: What `lip_input` made, shape (batch, rows, 41).

        Returns:
            Strengths of `LIP_SHAPES`, shape (batch, rows, 12), negative values not yet clipped; and the logit
            that the lips touch, shape (batch, rows).
        """
        count = rows.shape[1]
        padded = functional.pad(rows, (0, 0, -min(TAPS), max(TAPS)))
        activation = torch.cat([padded[:, tap - min(TAPS) : tap - min(TAPS) + count] for tap in TAPS], dim=-1)
        for layer in self.layers[:-1]:
            activation = self.dropout(functional.relu(layer(activation)))
        output = self.layers[-1](activation)
        smooth = self._smooth(output)
        return smooth[..., :-1], smooth[..., -1]

    def _smooth(self, output: Tensor) -> Tensor:
        half = len(SMOOTHING) // 2
        held = functional.pad(output.transpose(1, 2), (half, half), mode="replicate").transpose(1, 2)
        count = output.shape[1]
        return sum((weight * held[:, i : i + count] for i, weight in enumerate(SMOOTHING)), torch.zeros(()))
