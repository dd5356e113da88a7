"""The networks' weights, each beside a card that says what it was made from and how well it does."""

from importlib.resources import as_file, files
from pathlib import Path

__all__ = ["weights_path"]


def weights_path(name: str) -> Path:
    """Where a weights file of this package lies on disk.

    Raises:
        FileNotFoundError: If the installation is damaged and lacks the file.
    """
    with as_file(files(__name__) / name) as path:
        if not path.exists():
            raise FileNotFoundError(f"{path} is missing: reinstall mien")
        return path
