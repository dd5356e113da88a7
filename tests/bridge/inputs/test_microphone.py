"""A microphone that is kept open, and the device that somebody means."""

import queue
import threading
from contextlib import contextmanager

import numpy as np
import pytest

from mien_bridge.inputs.devices import Device, choose_device
from mien_bridge.inputs.microphone import Microphone
from mien_bridge.inputs.sound import PIECE
from mien_protocol.errors import MienError

pytestmark = pytest.mark.unit

SOON_S = 120.0


class Plug:
    """A device that can be pulled out, and put in again."""

    def __init__(self) -> None:
        self.is_in = True
        self.opened: queue.Queue = queue.Queue()
        self.closed = threading.Semaphore(0)

    @contextmanager
    def open(self, hear):
        if not self.is_in:
            raise MienError("cannot listen to it")
        self.opened.put(hear)
        try:
            yield
        finally:
            self.closed.release()


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


def test_what_the_device_hears_is_heard_until_it_is_let_go():
    plug, heard, told = Plug(), [], queue.Queue()
    with Microphone(plug.open, heard.append, told.put) as microphone:
        hear = plug.opened.get(timeout=SOON_S)
        hear(np.ones(PIECE, np.int16))
        assert told.get(timeout=SOON_S) == ""
        microphone.close()
        assert plug.closed.acquire(timeout=SOON_S)
        hear(np.ones(PIECE, np.int16))
    assert len(heard) == 1


def test_a_device_that_falls_silent_is_opened_again():
    plug, told, clock = Plug(), queue.Queue(), Clock()
    with Microphone(plug.open, lambda piece: None, told.put, monotonic_s=clock):
        hear = plug.opened.get(timeout=SOON_S)
        clock.s += 1.0
        hear(np.ones(PIECE, np.int16))
        assert told.get(timeout=SOON_S) == ""
        clock.s += 3.0
        assert "plugged in" in told.get(timeout=SOON_S)
        assert plug.closed.acquire(timeout=SOON_S)
        assert plug.opened.get(timeout=SOON_S)


def test_a_device_that_is_not_there_yet_is_tried_again():
    plug, told = Plug(), queue.Queue()
    plug.is_in = False
    with Microphone(plug.open, lambda piece: None, told.put):
        assert told.get(timeout=SOON_S) == "cannot listen to it"
        plug.is_in = True
        assert plug.opened.get(timeout=SOON_S)


def test_the_same_trouble_is_told_once_however_often_it_is_tried():
    tried, told = queue.Queue(), []

    @contextmanager
    def fails(_hear):
        tried.put(None)
        raise MienError("PortAudio is not installed")
        yield

    with Microphone(fails, lambda piece: None, told.append):
        for _ in range(3):
            tried.get(timeout=SOON_S)
    assert told == ["PortAudio is not installed"]


BUILT_IN = Device("a", "Built-in Audio", is_default=True)
USB = Device("b", "USB Audio")
MONITOR = Device("c", "Monitor of Built-in Audio", is_loopback=True)
ALL = (MONITOR, BUILT_IN, USB, Device("alsa:usb", "Headset"))


@pytest.mark.parametrize(
    ("asked", "loopback", "found"),
    [
        (None, False, BUILT_IN),
        (None, True, MONITOR),
        ("usb a", False, USB),
        ("2", False, USB),
        ("c", False, MONITOR),
        ("lsa:us", False, Device("alsa:usb", "Headset")),
        ("Built-in Audio", False, BUILT_IN),
    ],
)
def test_a_device_is_meant_by_number_id_or_part_of_its_name(asked, loopback, found):
    assert choose_device(ALL, asked, loopback=loopback) == found


@pytest.mark.parametrize(
    ("devices", "asked", "loopback", "words"),
    [
        (ALL, "built-in", False, "2 sound devices"),
        (ALL, "Bluetooth", False, "no sound device is called 'Bluetooth'"),
        ((), "7", False, "there are none"),
        ((MONITOR,), None, False, "--no-input"),
        ((USB,), None, True, "BlackHole"),
    ],
)
def test_what_is_not_there_is_said_in_words(devices, asked, loopback, words):
    with pytest.raises(MienError, match=words):
        choose_device(devices, asked, loopback=loopback)
