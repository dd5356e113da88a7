"""The writer of recordings of the wire; whatever stops it, what came until then is kept."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgpack

from mien_bridge.tap.message import FORMAT_NAME, FORMAT_VERSION, TapHeader, TapMessage
from mien_protocol.errors import MienError

__all__ = ["TapWriter"]


class TapWriter:
    """A recording that grows; use it in a `with`."""

    def __init__(self, path: Path, header: TapHeader) -> None:
        """Creates or truncates the file.

        Raises:
            MienError: If it cannot be written.
        """
        self._path = path
        with self._disk_errors():
            self._file = path.open("wb")
        self._append(
            {
                "type": FORMAT_NAME,
                "version": FORMAT_VERSION,
                "protocol": header.protocol,
                "server": header.server,
                "server_id": header.server_id,
            }
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, message: TapMessage) -> None:
        """Appends a message; raises as `TapWriter` does."""
        self._append([message.socket.value, message.at_ns, message.parts])

    def flush(self) -> None:
        """Flushes to the system, where the data survives this process; raises as `TapWriter` does."""
        with self._disk_errors():
            self._file.flush()

    def close(self) -> None:
        """Ends the file; raises as `TapWriter` does."""
        with self._disk_errors():
            self._file.close()

    def _append(self, value: object) -> None:
        with self._disk_errors():
            self._file.write(msgpack.packb(value, use_bin_type=True))

    @contextlib.contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise MienError(f"the disk that holds {self._path} is full; what came until then is kept") from error
            reason = (error.strerror or str(error)).lower()
            raise MienError(f"cannot write {self._path}: {reason}; name another file with -o") from error
