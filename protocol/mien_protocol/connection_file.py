"""Connection file, by which clients of the same user find a daemon."""

import json
import os
import socket
from pathlib import Path
from typing import Any, Final

from mien_protocol.errors import MienError
from mien_protocol.user_folders import cache_root

__all__ = ["default_connection_file", "listens", "read_connection", "refuses_connection"]

_MAX_BYTES = 65_536

_ANSWER_S: Final = 0.5

_TEXTS = ("server_id", "control", "motion", "face", "bake", "token")


def default_connection_file() -> Path:
    """Default path: in the folder that lives as long as the login, or in the user's cache."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return (Path(runtime) / "mien" if runtime else cache_root()) / "daemon.json"


def read_connection(path: Path) -> dict[str, Any]:
    """Reads a daemon's connection file.

    Raises:
        MienError: If there is no such file, or it was not written by a daemon.
    """
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(_MAX_BYTES))
    except FileNotFoundError:
        raise MienError(f"no daemon has written {path}; start one with `mien serve`") from None
    except OSError as error:
        raise MienError(f"cannot read the connection file {path}: {(error.strerror or str(error)).lower()}") from error
    except ValueError:
        content = None
    if not isinstance(content, dict) or not all(isinstance(content.get(name), str) for name in _TEXTS):
        raise MienError(f"{path} is no connection file of a daemon; name the one that `mien serve` reports")
    return content


def refuses_connection(endpoint: str) -> bool:
    """True if it is certain that nobody listens at a ZeroMQ address: the daemon is gone, not busy."""
    try:
        _call(endpoint)
    except ConnectionRefusedError:
        return True
    except (OSError, ValueError):
        return False
    return False


def listens(endpoint: str) -> bool:
    """True if it is certain that somebody listens at a ZeroMQ address, however busy."""
    try:
        _call(endpoint)
    except (OSError, ValueError):
        return False
    return True


def _call(endpoint: str) -> None:
    host, _, port = endpoint.removeprefix("tcp://").rpartition(":")
    socket.create_connection((host.strip("[]"), int(port)), timeout=_ANSWER_S).close()
