"""The table of messages, and that the specification says the same."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

import mien_protocol
from mien_protocol.errors import ErrorCode
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages import PROTOCOL_VERSION, Frame, Reply, Request
from mien_protocol.messages.controls import CONTROL_KINDS
from mien_protocol.messages.table import TABLE, Queueing, Sender, Socket
from mien_protocol.rig import EXPRESSION_COUNT
from mien_protocol.schema import layout_of

pytestmark = pytest.mark.unit

SPECIFICATION = (Path(mien_protocol.__file__).parents[1] / "README.md").read_text(encoding="utf-8")

SPOKEN = {"jpeg_bytes": "length `n` of the JPEG", "first_sample": "index of the first since the session began"}
"""Fields that have no name on the wire."""


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", SPECIFICATION, re.MULTILINE | re.DOTALL)[1]


def test_every_message_stands_in_the_table_once():
    names = [(row.name, row.stream) for row in TABLE]
    classes = [row.cls for row in TABLE]
    assert len(set(names)) == len(names)
    assert len(set(classes)) == len(classes)


def test_requests_have_ids_and_come_from_clients():
    for row in TABLE:
        assert row.request == issubclass(row.cls, Request)
        if row.request:
            assert row.sender == Sender.CLIENT
        if issubclass(row.cls, Reply):
            assert row.sender == Sender.DAEMON


def test_nothing_of_control_is_ever_dropped():
    for row in TABLE:
        if row.queueing in (Queueing.CONTROL, Queueing.LOSSLESS):
            assert not row.dropped_by_interruption
            assert not row.dropped_by_backlog


def test_frames_are_dropped_by_both():
    frames = [row for row in TABLE if issubclass(row.cls, Frame)]
    assert len(frames) == 3
    for row in frames:
        assert row.queueing == Queueing.FRAME
        assert row.dropped_by_interruption
        assert row.dropped_by_backlog
        assert layout_of(row.cls).payload is not None


def test_audio_in_is_dropped_by_a_cancel_alone():
    (row,) = (row for row in TABLE if row.name == "push_audio")
    assert (row.dropped_by_interruption, row.dropped_by_backlog) == (True, False)


def test_streams_travel_on_their_own_sockets():
    for row in TABLE:
        streamed = {Socket.MOTION, Socket.FACE}.intersection(row.sockets)
        assert bool(streamed) == (
            row.sender == Sender.DAEMON and row.queueing in (Queueing.FRAME, Queueing.DESCRIPTION)
        )


def test_the_specification_names_every_message_and_field():
    for row in TABLE:
        if not issubclass(row.cls, Frame):
            assert re.search(rf"\b{row.name}\b", SPECIFICATION), row.name
        for field in layout_of(row.cls).header:
            spoken = {
                "jpeg_bytes": "length `n` of the JPEG",
                "first_sample": "index of the first since the session began",
            }
            wanted = spoken.get(field.name, field.name)
            assert wanted in SPECIFICATION, f"{row.name}.{field.name}"


def test_the_specification_names_every_control():
    for name in CONTROL_KINDS:
        assert f"`{name}`" in SPECIFICATION


def test_the_specification_says_the_same_limits():
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", section("Limits"), re.MULTILINE)
    assert {name: int(value.replace(",", "")) for name, value in rows} == asdict(DEFAULT_LIMITS)


def test_the_specification_says_the_same_error_codes():
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", section("Errors"), re.MULTILINE)
    assert {code for row in rows for code in re.findall(r"\w+", row)} == set(ErrorCode)


def test_the_specification_says_the_same_version():
    assert SPECIFICATION.startswith("# The Mien wire protocol, version {}.{}\n".format(*PROTOCOL_VERSION))
    assert all(row.since <= PROTOCOL_VERSION for row in TABLE)


def test_the_specification_counts_as_many_expressions():
    assert f"expression {EXPRESSION_COUNT} f4" in SPECIFICATION
