"""Folders of the user on each operating system."""

import os
import sys
from pathlib import Path

__all__ = ["cache_root", "config_root"]


def cache_root() -> Path:
    """Folder of Mien's cached files."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "mien" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "mien"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mien"


def config_root() -> Path:
    """Folder of what Mien keeps for the user: settings and keys."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "mien"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "mien"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "mien"
