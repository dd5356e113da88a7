"""The networks' weights, each beside a card that says what it was made from and how well it does."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

__all__ = ["shared_weights", "weights_path"]


def weights_path(name: str) -> Path:
    """Path of a weights file of this package.

    Raises:
        FileNotFoundError: If the installation is damaged and lacks the file.
    """
    with as_file(files(__name__) / name) as path:
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: reinstall mien")
        return path


@cache
def shared_weights(name: str) -> Mapping[str, NDArray[np.float32]]:
    """The tensors of a weights file of this package as float32, read once for all streams: none may write to them."""
    tensors = {key: tensor.astype(np.float32) for key, tensor in load_file(weights_path(name)).items()}
    for tensor in tensors.values():
        tensor.setflags(write=False)
    return MappingProxyType(tensors)
