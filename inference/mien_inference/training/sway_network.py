"""The sway's network, as it is trained."""

import math

import torch
from torch import Tensor, nn

from mien_inference.motion.sway_network import CHANNELS, LOG_SD_RANGE, MIXTURES

__all__ = ["SwayNetworkModule"]

_INPUT_DROPOUT = 0.2


class SwayNetworkModule(nn.Module):
    """A gated recurrent unit, a dense layer, and a mixture of normal distributions."""

    def __init__(self, size: int = 96, dropout: float = 0.2) -> None:
        """Makes an untrained network."""
        super().__init__()
        channels = len(CHANNELS)
        self.recurrent = nn.GRU(2 * channels, size, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(size, size)
        self.output = nn.Linear(size, MIXTURES * (1 + 2 * channels))

    def forward(self, past: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The distribution of each next change.

        Args:
            past: Positions and changes, shape (batch, frames, 14).

        Returns:
            Logarithms of the shares, shape (batch, frames, 6), means and logarithms of the standard deviations, each
            (batch, frames, 6, 7).
        """
        states, _ = self.recurrent(past)
        output = self.output(nn.functional.silu(self.hidden(self.dropout(states))))
        shares, means, logs = output.split([MIXTURES, MIXTURES * len(CHANNELS), MIXTURES * len(CHANNELS)], dim=-1)
        shape = (MIXTURES, len(CHANNELS))
        return shares.log_softmax(-1), means.unflatten(-1, shape), logs.unflatten(-1, shape).clamp(*LOG_SD_RANGE)

    def loss(self, past: Tensor, change: Tensor) -> Tensor:
        """Negative log likelihood of the changes, nats a frame; `change` has shape (batch, frames, 7)."""
        shares, means, logs = self(past)
        whitened = (change[..., None, :] - means) / logs.exp()
        each = (-0.5 * whitened.square() - logs - 0.5 * math.log(2.0 * math.pi)).sum(-1)
        total: Tensor = -(shares + each).logsumexp(-1).mean()
        return total

    def disturbed(self, past: Tensor) -> Tensor:
        """The past as simulation will spoil it: noise on all, and channels whose position is not told."""
        channels = len(CHANNELS)
        told = (torch.rand(len(past), 1, channels) > _INPUT_DROPOUT).float()
        noise = torch.randn_like(past) * torch.tensor([0.03] * channels + [0.1] * channels)
        return past * torch.cat([told, torch.ones(len(past), 1, channels)], dim=-1) + noise
