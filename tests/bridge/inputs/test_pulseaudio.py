"""A microphone as the system has it: PulseAudio's, made of software, heard through PortAudio."""

import queue

import numpy as np
import pytest

from benchmarks.virtual_microphone import NAME, virtual_microphone
from mien_bridge.inputs.devices import choose_device
from mien_bridge.inputs.portaudio import SoundSystem
from mien_bridge.inputs.sound import PIECE

pytestmark = pytest.mark.real

SOON_S = 120.0


@pytest.fixture
def microphone(tmp_path_factory, monkeypatch):
    # The names of sockets must be short.
    folder = tmp_path_factory.mktemp("s")
    try:
        with virtual_microphone(folder) as one:
            for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR"):
                monkeypatch.setenv(name, one.environment[name])
            yield one
    except FileNotFoundError as error:
        pytest.skip(str(error))


def test_what_is_said_is_heard_sample_by_sample(microphone):
    system = SoundSystem()
    device = choose_device(system.devices(), NAME)
    assert not device.is_loopback
    heard: queue.Queue = queue.Queue()
    said = np.arange(1, 30_001, dtype=np.int16)
    with system.opened(device, heard.put):
        # While it is open the devices can be listed.
        assert device in system.devices()
        microphone.speak(said)
        pieces = [heard.get(timeout=SOON_S)]
        while not (pieces[-1] == 25 * PIECE).any():
            pieces.append(heard.get(timeout=SOON_S))
    sound = np.concatenate(pieces)
    begun = int(np.flatnonzero(sound)[0])
    assert np.array_equal(sound[begun:], np.arange(sound[begun], sound[begun] + len(sound) - begun, dtype=np.int16))
    assert {len(piece) for piece in pieces} == {PIECE}
