"""The reader of recordings of the wire, whatever is in the file."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import msgpack

from mien_bridge.tap.message import FORMAT_NAME, FORMAT_VERSION, MAX_PARTS, SOCKETS, TapHeader, TapMessage
from mien_protocol.errors import MienError
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.table import Socket
from mien_protocol.values import INT64_MAX, INT64_MIN

__all__ = ["TapReader"]

_TEXT_BYTES: Final = 256
_HEADER_PAIRS: Final = 64
_HEADER_KEYS: Final = ("type", "version", "protocol", "server", "server_id")
_READ_BYTES: Final = 65_536

_UNREADABLE = (ValueError, msgpack.UnpackException)
"""Errors of msgpack on malformed or oversized data."""

_SOCKETS_BY_NAME = {socket.value: socket for socket in SOCKETS}


class TapReader:
    """The messages of a recording, one after another in constant memory; use it in a `with`.

    Nothing in the file is taken at its word: arrays and maps are counted before their elements are read, and no
    more than the largest part that the protocol allows is held at one time.

    Attributes:
        header: What the recording begins with.
        messages: How many were read so far.
        is_cut: Whether the file ends in the middle of a message, as after a kill; known at the end.
    """

    def __init__(self, path: Path) -> None:
        """Opens a recording and reads its header.

        Raises:
            MienError: If it cannot be opened, or is no recording, or one of a later version.
        """
        self.messages = 0
        self.is_cut = False
        self._path = path
        self._at_ns = INT64_MIN
        try:
            self._file = path.open("rb")
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise MienError(f"cannot read {path}: {reason}; give a file that `mien record` made") from error
        # Limits of its own elements, which are all plain: arrays and maps are counted here, by `read_array_header`.
        self._unpacker = msgpack.Unpacker(
            self._file,
            read_size=_READ_BYTES,
            max_buffer_size=DEFAULT_LIMITS.payload_bytes + 2 * _READ_BYTES,
            max_bin_len=DEFAULT_LIMITS.payload_bytes,
            max_str_len=_TEXT_BYTES,
            max_array_len=0,
            max_map_len=0,
            max_ext_len=0,
        )
        try:
            self.header = self._read_header()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[TapMessage]:
        """Yields the remaining messages.

        Raises:
            MienError: If something else than a message follows.
        """
        whole_bytes = self._unpacker.tell()
        while True:
            try:
                message = self._read_message()
            except msgpack.OutOfData:
                self.is_cut = self._file.tell() > whole_bytes
                return
            except OSError as error:
                raise self._damaged((error.strerror or str(error)).lower()) from error
            except _UNREADABLE as error:
                raise self._damaged(str(error) or "no msgpack") from error
            whole_bytes = self._unpacker.tell()
            self.messages += 1
            yield message

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _read_header(self) -> TapHeader:
        known: dict[str, Any] = {}
        try:
            pairs = int(self._unpacker.read_map_header())
            for _ in range(min(pairs, _HEADER_PAIRS)):
                name = self._unpacker.unpack()
                if name in _HEADER_KEYS:
                    known[name] = self._unpacker.unpack()
                else:
                    self._unpacker.skip()
        except (OSError, *_UNREADABLE):
            raise self._foreign() from None
        if known.get("type") != FORMAT_NAME or pairs > _HEADER_PAIRS:
            raise self._foreign()
        if known.get("version") != FORMAT_VERSION:
            raise MienError(
                f"{self._path} is a recording in version {known.get('version')!r} of its format, this Mien reads "
                f"version {FORMAT_VERSION}; replay it with the one that made it"
            )
        texts = [known.get(name) for name in ("protocol", "server", "server_id")]
        if not all(isinstance(text, str) for text in texts):
            raise self._foreign()
        return TapHeader(*map(str, texts))

    def _read_message(self) -> TapMessage:
        elements = int(self._unpacker.read_array_header())
        if elements < 3:
            raise ValueError(f"a message of {elements} elements")
        socket = self._socket(self._unpacker.unpack())
        at_ns = self._time(self._unpacker.unpack())
        count = int(self._unpacker.read_array_header())
        if not 1 <= count <= MAX_PARTS:
            raise ValueError(f"a message of {count} parts")
        parts = tuple(self._unpacker.unpack() for _ in range(count))
        if not all(isinstance(part, bytes) for part in parts):
            raise ValueError("a part that is not bytes")
        for _ in range(elements - 3):
            self._unpacker.skip()
        return TapMessage(socket, at_ns, parts)

    def _socket(self, name: object) -> Socket:
        socket = _SOCKETS_BY_NAME.get(name) if isinstance(name, str) else None
        if socket is None:
            raise ValueError("a socket that cannot be tapped")
        return socket

    def _time(self, at_ns: object) -> int:
        if not isinstance(at_ns, int) or isinstance(at_ns, bool) or not self._at_ns <= at_ns <= INT64_MAX:
            raise ValueError("an invalid time, or one before its predecessor")
        self._at_ns = at_ns
        return at_ns

    def _foreign(self) -> MienError:
        return MienError(f"{self._path} is not a recording of the wire; give a file that `mien record` made")

    def _damaged(self, what: str) -> MienError:
        return MienError(f"{self._path} is damaged after {self.messages} messages ({what}); record it again")
