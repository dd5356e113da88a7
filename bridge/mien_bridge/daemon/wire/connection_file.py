"""The connection file, by which clients of the same user find the daemon and gain access."""

import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from mien_protocol.connection_file import listens, read_connection
from mien_protocol.errors import MienError
from mien_protocol.messages.common import PROTOCOL_VERSION

__all__ = ["Endpoints", "remove_connection", "write_connection"]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """ZeroMQ addresses of the four sockets."""

    control: str
    motion: str
    face: str
    bake: str


def write_connection(path: Path, endpoints: Endpoints, server_id: str, token: str, curve_key: str | None) -> None:
    """Writes the file, whole at once and readable by its user alone.

    Raises:
        MienError: If another daemon, which still runs, has written it, if it is something else, or if it cannot be
            written.
    """
    _refuse_if_in_use(path)
    content = {
        "protocol": list(PROTOCOL_VERSION),
        "server_id": server_id,
        "pid": os.getpid(),
        "control": endpoints.control,
        "motion": endpoints.motion,
        "face": endpoints.face,
        "bake": endpoints.bake,
        "token": token,
        "curve_key": curve_key,
    }
    partial = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(content, indent=1) + "\n")
        partial.replace(path)
    except OSError as error:
        raise MienError(f"cannot write the connection file {path}: {(error.strerror or str(error)).lower()}") from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def remove_connection(path: Path, server_id: str) -> None:
    """Removes the file if it is still the one of this daemon."""
    with contextlib.suppress(MienError, OSError):
        if read_connection(path)["server_id"] == server_id:
            path.unlink()


def _refuse_if_in_use(path: Path) -> None:
    try:
        found = read_connection(path)
    except MienError:
        if path.exists():
            raise MienError(
                f"{path} is not a connection file and would be overwritten; name another with --connection-file"
            ) from None
        return
    pid = found.get("pid")
    if isinstance(pid, int) and pid != os.getpid() and _runs(pid) and listens(str(found["control"])):
        raise MienError(
            f"the daemon of process {pid} has the connection file {path}; stop that one, or name another file with "
            "--connection-file"
        )


def _runs(pid: int) -> bool:
    if os.name == "nt":
        # Windows has no harmless signal; that it listens is enough.
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return pid > 0
