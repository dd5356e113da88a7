import dataclasses
import typing
from types import NoneType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mien_protocol.codec import decode, encode
from mien_protocol.errors import ProtocolError
from mien_protocol.header import pack_header, unpack_header
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.table import BY_CLASS, TABLE, Socket
from mien_protocol.topics import StreamKind
from tests.protocol.wire_strategies import any_message, messages

pytestmark = pytest.mark.prop

ROWS = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.cls.__name__)
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

JUNK = st.sampled_from(
    [None, True, False, -1, 2**64 - 1, -(2**63), 0.5, float("nan"), float("inf"), "", "x" * 70, "\ud800", b"", b"ab"]
) | st.sampled_from([[], [1, 2, 3], {}, {"a": {"b": []}}, {1: 2}, (), 1j, object()])

UNKNOWN = st.dictionaries(
    st.text(max_size=8).map(lambda name: f"later_{name}"),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=9) | st.binary(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    ).filter(lambda value: depth(value) < 7),
    max_size=3,
)


def depth(value):
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


def socket_of(message):
    row = BY_CLASS[type(message)]
    if getattr(message, "kind", None) == StreamKind.FACE:
        return Socket.FACE
    return row.sockets[0]


def read(message, parts):
    return decode(parts, socket_of(message), BY_CLASS[type(message)].sender)


def header_at(message):
    return 1 if socket_of(message) in (Socket.MOTION, Socket.FACE) else 0


@ROWS
@FEW
@given(data=st.data())
def test_what_is_written_is_read(row, data):
    message = data.draw(messages(row.cls))
    assert read(message, encode(message)) == message


@ROWS
@FEW
@given(data=st.data())
def test_views_are_as_good_as_bytes(row, data):
    message = data.draw(messages(row.cls))
    assert read(message, [memoryview(part) for part in encode(message)]) == message


@settings(FEW, max_examples=150)
@given(any_message(), UNKNOWN)
def test_what_a_later_version_adds_is_passed_over(message, unknown):
    parts = encode(message)
    at = header_at(message)
    header = unpack_header(bytes(parts[at]), DEFAULT_LIMITS)
    if isinstance(message, Frame):
        # Positions that this version knows, but that this frame does not use, belong to nobody else.
        header = header + [None] * (6 - len(header)) + list(unknown.values())
    else:
        header = {**unknown, **header}
    parts[at] = pack_header(header)
    assert read(message, parts) == message


@settings(FEW, max_examples=300)
@given(any_message(), st.data())
def test_whatever_a_field_holds_it_is_written_and_read_or_refused(message, data):
    name = data.draw(st.sampled_from([field.name for field in dataclasses.fields(message)]))
    junk = data.draw(JUNK)
    spoilt = dataclasses.replace(message, **{name: junk})
    try:
        parts = encode(spoilt)
    except ProtocolError:
        return
    assert encode(read(message, parts)) == parts


@settings(FEW, max_examples=300)
@given(any_message(), st.data())
def test_whatever_a_key_holds_it_is_read_or_refused(message, data):
    parts = encode(message)
    at = header_at(message)
    header = unpack_header(bytes(parts[at]), DEFAULT_LIMITS)
    key = data.draw(st.sampled_from(list(header) if isinstance(header, dict) else range(len(header))))
    header[key] = data.draw(JUNK.filter(lambda junk: not isinstance(junk, complex) and type(junk) is not object))
    try:
        parts[at] = pack_header(header)
    except UnicodeEncodeError:
        return
    try:
        found = read(message, parts)
    except ProtocolError:
        return
    assert read(found, encode(found)) == found


@settings(FEW, max_examples=100)
@given(any_message().filter(lambda message: not isinstance(message, Frame)), st.data())
def test_every_field_without_a_default_is_needed(message, data):
    row = BY_CLASS[type(message)]
    hints = typing.get_type_hints(row.cls)
    needed = [
        field.name
        for field in dataclasses.fields(row.cls)
        if field.default is field.default_factory is dataclasses.MISSING
        and NoneType not in typing.get_args(hints[field.name])
        and field.name not in {"payload", "kind"}
    ]
    if not needed:
        return
    parts = encode(message)
    at = header_at(message)
    header = unpack_header(bytes(parts[at]), DEFAULT_LIMITS)
    name = data.draw(st.sampled_from(needed))
    del header[name]
    parts[at] = pack_header(header)
    with pytest.raises(ProtocolError, match=f"{row.name}.{name}: expected a value, got none"):
        read(message, parts)
