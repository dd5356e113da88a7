import re
import subprocess
import sys
from pathlib import Path

import msgpack
import pytest

from mien_bridge.tap.message import TapHeader, TapMessage
from mien_bridge.tap.reader import TapReader
from mien_bridge.tap.writer import TapWriter
from mien_protocol.errors import MienError
from mien_protocol.messages.frames import MotionStreamFrame
from mien_protocol.messages.streams import Keepalive
from mien_protocol.messages.table import Socket
from mien_protocol.topics import StreamKind
from tests.bridge.tap.tapped import TAP_HEADER, Talk, motion_payload, write_tap

pytestmark = pytest.mark.unit

HEADER = {"type": "mien_tap", "version": 1, "protocol": "1.0", "server": "s", "server_id": "0" * 16}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "talk.tap"


def read(path):
    with TapReader(path) as reader:
        return reader, list(reader)


def written(path, *values):
    path.write_bytes(b"".join(msgpack.packb(value) for value in values))
    return path


def test_what_was_written_is_read(path):
    messages = Talk().messages
    reader, found = read(write_tap(path, messages))
    assert found == messages
    assert reader.header == TAP_HEADER
    assert (reader.messages, reader.is_cut) == (len(messages), False)


def test_a_message_says_what_it_said(path):
    frame = read(write_tap(path, Talk().messages))[1][-1].decoded()
    assert isinstance(frame, MotionStreamFrame)
    assert (frame.seq, bytes(frame.payload)) == (11, motion_payload(0.11))


def test_the_file_is_msgpack_that_anyone_reads(path):
    write_tap(path, [TapMessage(Socket.FACE, 7, (b"face/a/", b"\x90"))])
    assert list(msgpack.Unpacker(path.open("rb"))) == [
        {"type": "mien_tap", "version": 1, "protocol": "1.0", "server": "mien 0.0", "server_id": "0" * 16},
        ["face", 7, [b"face/a/", b"\x90"]],
    ]


def test_the_page_shows_a_recording_as_it_is(path):
    page = (Path(__file__).parents[3] / "docs" / "tap.md").read_text(encoding="utf-8")
    shown = page[page.index("whole:\n\n```\n") :].split("```")[1]
    path.write_bytes(
        b"".join(bytes.fromhex(text) for text in re.findall(r"^((?: ?(?:[0-9a-f]{2})+)+)", shown, re.MULTILINE))
    )
    reader, messages = read(path)
    assert reader.header == TapHeader("1.0", "mien 0.1.0", "9f2c61d0a7be4411")
    (keepalive,) = messages
    assert keepalive.decoded() == Keepalive(StreamKind.MOTION, "k3v9", 0, 78, 5_000_000_100)
    again = path.with_name("again.tap")
    with TapWriter(again, reader.header) as writer:
        writer.write(keepalive)
    assert again.read_bytes() == path.read_bytes()


def test_what_a_later_version_adds_is_passed_over(path):
    written(path, HEADER | {"new": {"deep": [1]}}, ["motion", 1, [b"t", b"h"], {"more": [2]}], ["motion", 2, [b"t"]])
    _, found = read(path)
    assert [message.at_ns for message in found] == [1, 2]


@pytest.mark.parametrize("missing", [1, 10, 200])
def test_a_file_that_was_cut_off_is_read_to_its_last_whole_message(path, missing):
    messages = Talk().messages
    write_tap(path, messages)
    path.write_bytes(path.read_bytes()[:-missing])
    reader, found = read(path)
    assert found == messages[:-1]
    assert reader.is_cut


def test_a_process_that_is_killed_leaves_what_it_had_flushed(path):
    code = """
import os, pathlib, signal, sys
from mien_bridge.tap.writer import TapWriter
from tests.bridge.tap.tapped import TAP_HEADER, Talk
writer = TapWriter(pathlib.Path(sys.argv[1]), TAP_HEADER)
for message in Talk().messages:
    writer.write(message)
writer.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert read(path)[1] == Talk().messages


@pytest.mark.parametrize(
    "values",
    [
        (),
        ([],),
        ({},),
        (1,),
        (HEADER | {"type": "other"},),
        (HEADER | {"server_id": 7},),
        (HEADER | {"server": ["a"]},),
        ({"type": "mien_tap", "version": 1},),
        ({str(index): index for index in range(1_000)},),
    ],
)
def test_what_is_no_recording_is_said(path, values):
    with pytest.raises(MienError, match="mien record"):
        TapReader(written(path, *values))


@pytest.mark.parametrize("version", [2, "1", None])
def test_another_version_is_named(path, version):
    with pytest.raises(MienError, match=f"version {version!r}"):
        TapReader(written(path, HEADER | {"version": version}))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["motion", 1], "2 elements"),
        (["control", 1, [b"t"]], "socket"),
        ([["motion"], 1, [b"t"]], "exceeds"),
        (["motion", 1.5, [b"t"]], "time"),
        (["motion", True, [b"t"]], "time"),
        (["motion", 2**63, [b"t"]], "time"),
        (["motion", 6, [b"t"]], "time"),
        (["motion", 9, []], "0 parts"),
        (["motion", 9, [b"t"] * 4], "4 parts"),
        (["motion", 9, ["t"]], "bytes"),
        (["motion", 9, [[b"t"]]], "exceeds"),
        (["motion", 9, [bytes(17_000_001)]], "exceeds"),
        (["motion", 9, b"t"], "Unexpected"),
        ({"motion": 9}, "Unexpected"),
        (["motion" * 100, 9, [b"t"]], "exceeds"),
    ],
)
def test_what_is_no_message_is_said_with_its_place(path, value, said):
    good = ["motion", 7, [b"t", b"h"]]
    with TapReader(written(path, HEADER, good, value)) as reader, pytest.raises(MienError, match=said) as refused:
        list(reader)
    assert "after 1 messages" in str(refused.value)


def test_a_file_that_is_not_there_is_said(path):
    with pytest.raises(MienError, match="no such file"):
        TapReader(path)


def test_a_folder_cannot_be_written(tmp_path):
    with pytest.raises(MienError, match="-o"):
        TapWriter(tmp_path, TAP_HEADER)


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such device")
def test_a_full_disk_is_said():
    with pytest.raises(MienError, match="full"), TapWriter(Path("/dev/full"), TAP_HEADER) as writer:
        writer.flush()
