"""The system's sound devices through PortAudio, and those of PulseAudio or PipeWire by their names."""

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

import numpy as np

from mien_bridge.inputs.devices import Device, is_called_loopback
from mien_bridge.inputs.sound import RATE_HZ, Converter, Cutter, Samples
from mien_bridge.runtime.console import quiet_libraries
from mien_protocol.errors import MienError

__all__ = ["SoundSystem"]

_PULSE: Final = "pulse"
"""The device of ALSA that hands over to PulseAudio, or to PipeWire in its place."""
_PULSE_ID: Final = "pulse:"
_PATIENCE_S: Final = 3.0
_LATENCY_S: Final = 0.01
_BLOCKS_A_SECOND: Final = 100
"""Half a piece each: after a hiccup PortAudio may stay behind by as much as a block, for long."""


class SoundSystem:
    """The devices that can be listened to; one for a process, from any thread."""

    def __init__(self) -> None:
        # PortAudio is not thread-safe.
        self._lock = threading.Lock()
        self._open = 0

    def devices(self) -> list[Device]:
        """Lists the devices that are plugged in now.

        Raises:
            MienError: If PortAudio is not installed.
        """
        with self._lock:
            found = _of_portaudio(self._library())
        pulse = _of_pulse() if any(one.name == _PULSE for one in found) else []
        # ALSA's names all lead to the same devices then.
        return pulse or found

    @contextmanager
    def opened(self, device: Device, hear: Callable[[Samples], None]) -> Iterator[None]:
        """Listens to a device.

        Args:
            device: One of `devices`.
            hear: Takes its sound, 20 ms at a time, in a thread of PortAudio's.

        Raises:
            MienError: If it cannot be opened.
        """
        with self._lock:
            stream = _stream(self._library(), device, hear)
            self._open += 1
        try:
            yield
        finally:
            with self._lock, quiet_libraries():
                self._open -= 1
                stream.abort(ignore_errors=True)
                stream.close(ignore_errors=True)

    def _library(self) -> ModuleType:
        """PortAudio, restarted where nothing is open, as it lists devices only when it starts."""
        with quiet_libraries():
            try:
                import sounddevice
            except OSError as error:
                raise MienError(
                    "PortAudio, which records from sound devices, is not installed; on Debian and Ubuntu: "
                    "sudo apt install libportaudio2 libasound2-plugins; the studio's page hears "
                    "your browser's microphone without it"
                ) from error
            if not self._open:
                sounddevice._terminate()
                sounddevice._initialize()
        library: ModuleType = sounddevice
        return library


def _of_portaudio(sound: ModuleType) -> list[Device]:
    systems = sound.query_hostapis()
    preferred = sound.default.device[0]
    return [
        Device(
            f"{one['name']}, {systems[one['hostapi']]['name']}",
            one["name"],
            is_called_loopback(one["name"]),
            one["index"] == preferred,
        )
        for one in sound.query_devices()
        if one["max_input_channels"] > 0
    ]


def _of_pulse() -> list[Device]:
    """Devices that PulseAudio or PipeWire can record from; none where neither answers."""
    told = _pactl("info"), _pactl("list", "sources")
    if not all(told):
        return []
    info, sources = (json.loads(one) for one in told)
    microphone, monitor = info.get("default_source_name"), f"{info.get('default_sink_name')}.monitor"
    return [_pulse_device(one, microphone, monitor) for one in sources]


def _pulse_device(source: dict[str, Any], microphone: str, monitor: str) -> Device:
    name = source["name"]
    is_loopback = source.get("monitor_source") not in (None, "", "n/a")
    return Device(
        _PULSE_ID + name, source["description"], is_loopback, name == (monitor if is_loopback else microphone)
    )


def _pactl(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["pactl", "--format=json", *arguments], capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _stream(sound: ModuleType, device: Device, hear: Callable[[Samples], None]) -> Any:  # noqa: ANN401
    """A stream that runs: at our rate where the device has it, else at its own."""
    with _meant(device) as name, quiet_libraries():
        try:
            own = sound.query_devices(name, "input")
            try:
                return _begun(sound, name, RATE_HZ, 1, hear)
            except sound.PortAudioError:
                channels = own["max_input_channels"]
                return _begun(sound, name, int(own["default_samplerate"]), channels, hear)
        except (sound.PortAudioError, ValueError) as error:
            raise MienError(
                f"cannot listen to {device.name}: {_words(error)}; check that it is plugged in, allowed, and not in use"
            ) from error


def _begun(sound: ModuleType, name: str | None, rate_hz: int, channels: int, hear: Callable[[Samples], None]) -> Any:  # noqa: ANN401
    converter, cutter = Converter(rate_hz, channels), Cutter()

    def take(data: object, _frames: int, _time: object, _status: object) -> None:
        # PortAudio reuses the memory.
        for piece in cutter.push(converter.push(np.frombuffer(data, np.int16).copy())):  # type: ignore[call-overload]
            hear(piece)

    stream = sound.RawInputStream(
        rate_hz, rate_hz // _BLOCKS_A_SECOND, name, channels, "int16", _LATENCY_S, callback=take
    )
    stream.start()
    return stream


@contextmanager
def _meant(device: Device) -> Iterator[str]:
    """The name by which PortAudio opens it; ALSA asks the environment which device of PulseAudio's is meant."""
    if not device.id.startswith(_PULSE_ID):
        yield device.id
        return
    former = os.environ.get("PULSE_SOURCE")
    os.environ["PULSE_SOURCE"] = device.id.removeprefix(_PULSE_ID)
    try:
        yield _PULSE
    finally:
        if former is None:
            del os.environ["PULSE_SOURCE"]
        else:
            os.environ["PULSE_SOURCE"] = former


def _words(error: Exception) -> str:
    text = str(error.args[0]) if error.args else str(error)
    return text.removeprefix("Error opening RawInputStream: ").lower()
