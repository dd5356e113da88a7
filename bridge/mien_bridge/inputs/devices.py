"""Sound devices, and the choice of one by number, id or part of a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from mien_protocol.errors import MienError

__all__ = ["Device", "choose_device"]

_LOOPBACKS = ("loopback", "monitor of", "stereo mix", "blackhole", "soundflower", "cable output", "what u hear")
"""Names of devices that carry what other programs play: of Windows, and of drivers that people install."""


@dataclass(frozen=True, slots=True)
class Device:
    """A sound device.

    Attributes:
        id: Names it as long as it is plugged in.
        name: What people call it.
        is_loopback: Whether it carries what other programs play.
        is_default: Whether the system prefers it, among microphones or among loopbacks.
    """

    id: str
    name: str
    is_loopback: bool = False
    is_default: bool = False


def is_called_loopback(name: str) -> bool:
    """True if a device's name says that it carries what other programs play."""
    return any(part in name.lower() for part in _LOOPBACKS)


def choose_device(devices: Sequence[Device], asked: str | None, *, loopback: bool = False) -> Device:
    """Finds the device that was asked for.

    Args:
        devices: All there are, in the order of `mien live --list-devices`.
        asked: Its number in that order, or a part of its id or its name; None for the one that the system prefers.
        loopback: Whether it is to carry what other programs play; without a name only.

    Raises:
        MienError: If none fits, or several do.
    """
    if asked is None:
        return _preferred([one for one in devices if one.is_loopback == loopback], loopback=loopback)
    if asked.isdecimal() and int(asked) < len(devices):
        return devices[int(asked)]
    exact = [one for one in devices if asked in (one.id, one.name)]
    fitting = exact or [one for one in devices if asked.lower() in f"{one.name}\n{one.id}".lower()]
    if not fitting:
        raise MienError(f"no sound device is called {asked!r}; {_list(devices)}")
    if len(fitting) > 1 and not exact:
        raise MienError(f"{len(fitting)} sound devices are called {asked!r}; give more of the name; {_list(fitting)}")
    return fitting[0]


def _preferred(devices: Sequence[Device], *, loopback: bool) -> Device:
    if devices:
        return next((one for one in devices if one.is_default), devices[0])
    if loopback:
        raise MienError(
            "no sound device carries what other programs play; with PulseAudio or PipeWire install `pactl` (the "
            "package pulseaudio-utils), on Windows enable Stereo Mix or install VB-CABLE, on macOS install BlackHole"
        )
    raise MienError("there is no microphone; plug one in, or give --audio FILE or --no-input")


def _list(devices: Sequence[Device]) -> str:
    names = ", ".join(f"{one.name!r} ({one.id})" for one in devices)
    return f"there are: {names}" if names else "there are none"
