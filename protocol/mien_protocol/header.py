"""Header as msgpack, checked before any object is built from it."""

import msgpack

from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.limits import Limits

__all__ = ["check_header", "end_of_value", "pack_header", "unpack_header"]


def pack_header(value: object) -> bytes:
    """The bytes of a map or an array of what msgpack knows, without extension types."""
    packed: bytes = msgpack.packb(value, use_bin_type=True)
    return packed


def unpack_header(data: bytes, limits: Limits) -> object:
    """Unpacks a header.

    Raises:
        ProtocolError: `malformed`, if `check_header` refuses it or text is not UTF-8.
    """
    check_header(data, limits)
    try:
        return msgpack.unpackb(data, raw=False, strict_map_key=False)
    except (ValueError, msgpack.UnpackException) as error:
        raise _refused(f"a msgpack value was expected, but {error}") from None


def check_header(data: bytes, limits: Limits) -> None:
    """Scans a header without building objects: its size in memory is bounded once this passes.

    Every declared length is held against the bytes that are there, and every container against the limits, so that
    a few bytes cannot ask for a lot of memory, nor nest until a reader's stack ends.

    Raises:
        ProtocolError: `malformed`, if it is not one msgpack value of maps with text keys, arrays, text, bytes,
            numbers, true, false and nil, or exceeds a limit.
    """
    end = end_of_value(data, 0, limits)
    if end != len(data):
        raise _refused(f"one msgpack value was expected, got {len(data) - end} bytes beyond it")


def end_of_value(data: bytes | memoryview, start: int, limits: Limits) -> int:
    """Looks, as `check_header` does, through the one value that begins at `start`; returns where it ends."""
    at, seen, size = start, 0, len(data)
    owed, in_map = 1, False
    outer: list[tuple[int, bool]] = []
    while True:
        while owed == 0:
            if not outer:
                return at
            owed, in_map = outer.pop()
        if at >= size:
            raise _refused(f"a msgpack value was expected, but it ends after {size} bytes")
        token, width, length = _TOKENS[data[at]]
        at += 1
        if width:
            length = int.from_bytes(data[at : at + width], "big")
            at += width
        is_key = in_map and not owed & 1
        owed -= 1
        seen += 1
        if is_key and token != _STR:
            raise _refused("the keys of a map must be text")
        if token <= _STR:
            _check_scalar(token, length, size - at, limits)
            at += length
            continue
        _check_container(token, length, size - at, len(outer) + 1, limits)
        outer.append((owed, in_map))
        owed, in_map = (2 * length, True) if token == _MAP else (length, False)
        if seen + owed > limits.values:
            raise _refused(f"a header may have {limits.values} values, got more")


_PLAIN, _STR, _ARRAY, _MAP, _BAD = range(5)


def _check_scalar(token: int, length: int, left: int, limits: Limits) -> None:
    if length > left:
        raise _refused(f"{length} bytes are declared, but {max(left, 0)} are there")
    if token == _STR and length > limits.str_bytes:
        raise _refused(f"text may have {limits.str_bytes} bytes, got {length}")


def _check_container(token: int, length: int, left: int, depth: int, limits: Limits) -> None:
    if token == _BAD:
        raise _refused("a byte is no msgpack, or an extension type, which this protocol does not use")
    if depth > limits.depth:
        raise _refused(f"maps and arrays may be {limits.depth} deep, got deeper")
    if length > limits.items:
        raise _refused(f"a map or array may have {limits.items} elements, got {length}")
    if length * (2 if token == _MAP else 1) > left:
        raise _refused(f"{length} elements are declared, but {max(left, 0)} bytes are there")


def _refused(message: str) -> ProtocolError:
    return ProtocolError(ErrorCode.MALFORMED, f"header: {message}")


def _token(first: int) -> tuple[int, int, int]:
    """Reads a first byte: the token, how many bytes of length follow it, and the length where none do."""
    if first <= 0x7F or first >= 0xE0:
        return _PLAIN, 0, 0
    if first <= 0x9F:
        return (_MAP if first <= 0x8F else _ARRAY), 0, first & 0x0F
    if first <= 0xBF:
        return _STR, 0, first & 0x1F
    return _LONG_TOKENS.get(first, (_BAD, 0, 0))


_LONG_TOKENS = {
    **dict.fromkeys((0xC0, 0xC2, 0xC3), (_PLAIN, 0, 0)),  # nil, false, true
    **{first: (_PLAIN, 1 << at, 0) for at, first in enumerate((0xC4, 0xC5, 0xC6))},  # bin
    **{first: (_PLAIN, 0, size) for first, size in ((0xCA, 4), (0xCB, 8))},  # floats
    **{first: (_PLAIN, 0, 1 << at) for at, first in enumerate((0xCC, 0xCD, 0xCE, 0xCF))},  # unsigned
    **{first: (_PLAIN, 0, 1 << at) for at, first in enumerate((0xD0, 0xD1, 0xD2, 0xD3))},  # signed
    **{first: (_STR, 1 << at, 0) for at, first in enumerate((0xD9, 0xDA, 0xDB))},
    0xDC: (_ARRAY, 2, 0),
    0xDD: (_ARRAY, 4, 0),
    0xDE: (_MAP, 2, 0),
    0xDF: (_MAP, 4, 0),
}

_TOKENS = tuple(_token(first) for first in range(256))
