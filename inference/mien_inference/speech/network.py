"""The phone network, as it is trained: log-mel frames to phone logits, causal, in steps of two frames."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from mien_inference.speech.log_mel import MEL_BANDS, MEL_MEAN, MEL_SCALE
from mien_inference.speech.phones import PHONES
from mien_inference.speech.timing import CONTEXT_FRAMES, STEP_FRAMES

__all__ = ["PhoneNetwork"]


class PhoneNetwork(nn.Module):
    """Two gated recurrent layers over a window of stacked frames, with a skip from the window to the head.

    Stacking and sub-sampling frames for a recurrent acoustic model: Sak et al., "Fast and Accurate Recurrent
    Neural Network Acoustic Models for Speech Recognition" (2015). GRU: Cho et al. (2014).
    """

    def __init__(self, window_size: int = 192, hidden_size: int = 256, dropout: float = 0.1) -> None:
        """Makes an untrained network.

        Args:
            window_size: Width of the embedding of one window of frames.
            hidden_size: Width of each recurrent layer.
            dropout: Share of activations dropped in training.
        """
        super().__init__()
        self.window = nn.Linear((CONTEXT_FRAMES + STEP_FRAMES) * MEL_BANDS, window_size)
        self.norm = nn.LayerNorm(window_size)
        self.gru = nn.GRU(window_size, hidden_size, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden_size + window_size, len(PHONES) * STEP_FRAMES)
        self.dropout = nn.Dropout(dropout)

    def forward(self, mel: Tensor) -> Tensor:
        """Logits of whole utterances.

        Args:
            mel: Log-mel frames, shape (batch, frames, 64); the number of frames is even.

        Returns:
            Logits, shape (batch, frames, 39); frame `t` describes the sound at frame `t - LOOK_AHEAD_FRAMES`.
        """
        batch, frames, _ = mel.shape
        normal = functional.pad((mel - MEL_MEAN) / MEL_SCALE, (0, 0, CONTEXT_FRAMES, 0))
        windows = normal.unfold(1, CONTEXT_FRAMES + STEP_FRAMES, STEP_FRAMES)
        embedded = functional.relu(self.norm(self.window(windows.flatten(2))))
        recurrent, _ = self.gru(self.dropout(embedded))
        logits: Tensor = self.head(torch.cat([self.dropout(recurrent), embedded], dim=-1))
        return logits.view(batch, frames // STEP_FRAMES, len(PHONES), STEP_FRAMES).transpose(2, 3).flatten(1, 2)
