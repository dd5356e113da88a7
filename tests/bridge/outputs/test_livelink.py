"""Packets for Unreal, read by PyLiveLinkFace and by a reader in the order of Unreal's `EARFaceBlendShape`."""

import struct
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from pylivelinkface.pylivelinkface import FaceBlendShape, PyLiveLinkFace

from mien_bridge.formats.livelink import LIVE_LINK_COLUMNS
from mien_bridge.outputs.livelink import LIVE_LINK
from mien_bridge.outputs.livelink.day_clock import DayClock
from mien_bridge.outputs.livelink.packet import FrameTime, PacketHead
from mien_protocol.errors import MienError
from mien_protocol.rig import EXPRESSION_INDEX
from tests.bridge.outputs.fakes import frame
from tests.bridge.outputs.readers import UNREAL, UnrealReader
from tests.bridge.outputs.udp_ear import UdpEar

pytestmark = pytest.mark.real

FACE = frame(
    7,
    turn=(0.0, 0.4, 0.0),
    gaze=(0.3, -0.1),
    **{name: (place + 1) / 64 for name, place in EXPRESSION_INDEX.items()},
)


def sent(settings: dict, *frames) -> list[bytes]:
    with UdpEar() as ear:
        output = LIVE_LINK.output({"to": ear.name, **settings})
        output.open()
        for one in frames:
            output.send(one)
        heard = [ear.hear() for _ in frames]
        assert ear.is_quiet()
        output.close()
    return heard


def test_it_is_what_unreal_reads():
    (data,) = sent({"subject": "Grüße"}, FACE)
    packet = UnrealReader(data).packet()
    assert (packet["version"], packet["subject"], packet["rate"]) == (6, "Grüße", (60, 1))
    assert len(packet["device"]) == 36
    for name in UNREAL[:52]:
        assert packet["values"][name] == pytest.approx(FACE.expression[EXPRESSION_INDEX[name[0].lower() + name[1:]]])
    angles = [packet["values"][name] for name in UNREAL[52:]]
    assert angles == pytest.approx([0.4, 0, 0, 0.3, 0.1, 0, 0.3, 0.1, 0], abs=1e-6)


def test_size_of_the_usual_packet_is_the_apps():
    (data,) = sent({"subject": "1234567"}, FACE)
    assert len(data) == 313


def test_pylivelinkface_reads_the_same():
    (data,) = sent({}, FACE)
    is_face, face = PyLiveLinkFace.decode(data)
    assert is_face
    assert (face.name, face.fps) == ("Mien", 60)
    values = UnrealReader(data).packet()["values"]
    for shape in FaceBlendShape:
        assert face.get_blendshape(shape) == pytest.approx(values[shape.name])


def test_the_network_has_left_first_where_recordings_have_right():
    swapped = [name for name, other in zip(UNREAL, LIVE_LINK_COLUMNS, strict=True) if name != other]
    assert swapped == ["JawLeft", "JawRight", "MouthLeft", "MouthRight"]


def test_half_turns():
    (data,) = sent({"angles": "half_turns"}, FACE)
    values = UnrealReader(data).packet()["values"]
    assert values["HeadYaw"] == pytest.approx(0.4 / np.pi)
    assert values["JawOpen"] == pytest.approx(FACE.expression[EXPRESSION_INDEX["jawOpen"]])


@pytest.mark.parametrize(
    "settings", [{"subject": ""}, {"device_id": ""}, {"device_id": "x" * 300, "subject": "y" * 300}]
)
def test_names_that_unreal_would_drop_are_refused(settings):
    with pytest.raises(MienError, match="expected device_id and subject of together at most 504 bytes"):
        LIVE_LINK.output(settings)


def test_the_longest_names_make_the_longest_packet_that_unreal_takes():
    (data,) = sent({"device_id": "x" * 204, "subject": "y" * 300}, FACE)
    assert len(data) == 774
    with pytest.raises(MienError, match="got 205 and 300 bytes"):
        LIVE_LINK.output({"device_id": "x" * 205, "subject": "y" * 300})


def test_a_part_of_a_frame_never_is_a_whole_one():
    data = PacketHead("d", "s").packet(FrameTime(7, 0.99999998, 60), np.zeros(61, np.float32))
    number, part = struct.unpack_from(">if", data, 11)
    assert (number, part) == (7, pytest.approx(1.0))
    assert part < 1.0


class Day:
    """A wall clock."""

    def __init__(self, hour: int, minute: int, second: int) -> None:
        self.now = datetime(2026, 11, 21, hour, minute, second)

    def __call__(self) -> datetime:
        return self.now

    def after(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def in_seconds(time) -> float:
    return (time.number + time.part) / time.rate_hz


def test_times_of_day_are_as_even_as_media_time():
    day = Day(10, 30, 15)
    clock = DayClock(60, day)
    times = []
    for seq in range(60):
        times.append(clock.time_of(frame(seq)))
        day.after(1 / 60 + (0.05 if seq % 2 else -0.05) / 10)
    assert times[0].number == (10 * 3600 + 30 * 60 + 15) * 60
    assert np.diff([in_seconds(time) for time in times]) == pytest.approx(1 / 60, abs=1e-6)
    assert all(0.0 <= time.part < 1.0 for time in times)


def test_the_rate_counts_the_same_time():
    assert DayClock(24, Day(1, 0, 0)).time_of(frame(0)).number == 3600 * 24


def test_after_a_pause_it_is_now_again():
    day = Day(8, 0, 0)
    clock = DayClock(60, day)
    clock.time_of(frame(0))
    day.after(5)
    assert in_seconds(clock.time_of(frame(1))) == pytest.approx(8 * 3600 + 5)


def test_a_new_epoch_does_not_run_backwards():
    day = Day(8, 0, 0)
    clock = DayClock(60, day)
    for seq in range(12):
        last = clock.time_of(frame(seq))
    first = clock.time_of(replace(frame(0), epoch=1))
    assert 0 < in_seconds(first) - in_seconds(last) < 1e-4
    second = clock.time_of(replace(frame(1), epoch=1))
    assert in_seconds(second) - in_seconds(first) == pytest.approx(1 / 60, abs=1e-6)


def test_midnight_begins_at_nought():
    day = Day(23, 59, 59)
    clock = DayClock(60, day)
    numbers = []
    for seq in range(120):
        numbers.append(clock.time_of(frame(seq)).number)
        day.after(1 / 60)
    assert numbers == [*range(24 * 3600 * 60 - 60, 24 * 3600 * 60), *range(60)]
