"""The state of the show as its pages are told it: session, input, outputs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from mien_protocol.limits import Limits
from mien_protocol.messages.common import Count, Flag, SessionId, Sha256, Text
from mien_protocol.messages.controls import ChangedControls, PartialControls
from mien_protocol.schema import Message, Struct
from mien_protocol.values import Float, Kind, ListOf, MapOf, Str, wrong

__all__ = [
    "ActiveAvatar",
    "ActiveCharacter",
    "Decibels",
    "Device",
    "FilmState",
    "InputKind",
    "InputState",
    "LiveLevel",
    "LiveState",
    "OutputKindInfo",
    "OutputState",
    "Rates",
    "Scalar",
    "ScalarKind",
    "SettingInfo",
    "Settings",
    "VoiceInfo",
]

Scalar = str | int | float | bool
"""Value of an output's setting."""

InputKind = Annotated[str, Str(choices=("microphone", "file", "page", "none"))]
Decibels = Annotated[float, Float(-100.0, 0.0)]
_Number = Annotated[float, Float(0.0, 1e9)]


@dataclass(frozen=True, slots=True)
class ScalarKind(Kind):
    """Text, a number, true or false."""

    def read(self, value: object, name: str, limits: Limits) -> Scalar:
        """The value, a text no longer than the limits allow, a number finite."""
        if isinstance(value, str):
            return Str().read(value, name, limits)
        if isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
            return value
        raise wrong(name, "text, a number, true or false", value)


Settings = Annotated[Mapping[str, Scalar], MapOf(ScalarKind())]


@dataclass(frozen=True, slots=True)
class ActiveAvatar(Message):
    """The photo that is performed.

    Attributes:
        name: Its file's, for people.
        sha256: Of its bytes.
    """

    name: Text
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class ActiveCharacter(Message):
    """The character that pages show in place of the stock head.

    Attributes:
        name: Its file's, for people.
        kind: `vrm` or `glb`.
        revision: Another number means another file behind `/character`.
    """

    name: Text
    kind: Annotated[str, Str(choices=("vrm", "glb"))]
    revision: Count


@dataclass(frozen=True, slots=True)
class InputState(Message):
    """The source of the sound.

    Attributes:
        kind: `microphone`, `file`, `page` or `none`.
        device: Which microphone, an `id` of `devices`; None for the system's own.
        gate_dbfs: Below this level nothing passes; None without a gate.
        push_to_talk: Whether sound passes only while somebody holds the key.
        is_open: Whether sound passes now.
        note: Why no microphone of the show's machine is heard, or empty.
    """

    kind: InputKind
    device: Text | None = None
    gate_dbfs: Decibels | None = None
    push_to_talk: Flag = False
    is_open: Flag = False
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Device(Message):
    """Something that sound can be taken from.

    Attributes:
        id: What `set_input` names.
        name: What people call it.
        is_loopback: Whether it is what the machine plays, rather than a microphone.
    """

    id: Text
    name: Text
    is_loopback: Flag = False


@dataclass(frozen=True, slots=True)
class OutputState(Message):
    """One output.

    Attributes:
        name: Its own among the outputs.
        kind: One of `output_kinds`.
        settings: As it was given them.
        is_on: Whether it is to run.
        state: What it does: `off`, `opening`, `on` or `failed`.
        note: What its user should know, or empty.
        sent: Frames that it took.
        dropped: Frames that it had no time for.
    """

    name: Text
    kind: Text
    settings: Settings
    is_on: Flag
    state: Annotated[str, Str(choices=("off", "opening", "on", "failed"))]
    note: Text = ""
    sent: Count = 0
    dropped: Count = 0


@dataclass(frozen=True, slots=True)
class FilmState(Message):
    """The film that is being made, or was made last.

    Attributes:
        name: Its file's name, for people.
        state: `making`, `done` or `failed`.
        number: Another number means another film behind `/film`.
        share: How much is made, 0..1; None where its length is not known.
        note: What is being done, how much is left, or why it failed.
    """

    name: Text
    state: Annotated[str, Str(choices=("making", "done", "failed"))]
    number: Count
    share: Annotated[float, Float(0.0, 1.0)] | None = None
    note: Text = ""


@dataclass(frozen=True, slots=True)
class SettingInfo(Message):
    """A setting of a kind of output.

    Attributes:
        name: In `settings`.
        type: `str`, `int`, `float`, `bool` or `choice`.
        default: What holds where it is not given; None where it must be.
        choices: Of type `choice`, the texts that it may be.
        help: For people, one sentence.
    """

    name: Text
    type: Annotated[str, Str(choices=("str", "int", "float", "bool", "choice"))]
    default: Annotated[Scalar, ScalarKind()] | None = None
    choices: Annotated[tuple[str, ...], ListOf(Str())] = ()
    help: Text = ""


@dataclass(frozen=True, slots=True)
class OutputKindInfo(Message):
    """A kind of output that can be added.

    Attributes:
        kind: What `add_output` names.
        title: For people.
        settings: What may be set.
    """

    kind: Text
    title: Text
    settings: Annotated[tuple[SettingInfo, ...], ListOf(Struct(SettingInfo))] = ()


@dataclass(frozen=True, slots=True)
class VoiceInfo(Message):
    """A voice in which texts can be spoken.

    Attributes:
        name: What `speak` names.
        title: For people: the language, then what tells the voice from others of it.
    """

    name: Text
    title: Text = ""


@dataclass(frozen=True, slots=True)
class Rates(Message):
    """Rates and latency of the performance.

    Attributes:
        motion_hz: Frames of motion a second.
        face_hz: Pictures a second.
        latency_ms: From the sound to its motion, the middle one of the last second.
    """

    motion_hz: _Number = 0.0
    face_hz: _Number = 0.0
    latency_ms: _Number = 0.0


@dataclass(frozen=True, slots=True)
class LiveState(Message):
    """All that a page shows of the show; sent after hello, and when it changes.

    Attributes:
        session: The one on air, or None.
        daemon: `up` or `down`.
        avatar: The photo; None for no face.
        making: The photo whose face is being made, by its file's name; None for none.
        takes_photos: Whether a photo can be given: not where the show makes no pictures.
        character: None for the stock head.
        input: Where the sound comes from.
        devices: What it may come from.
        voices: That texts may be spoken with; empty where none can be spoken.
        outputs: In the order in which they were added.
        output_kinds: What may be added.
        recording: The file that is written, or None.
        film: The film that is being made, or was made last; None for none.
        controls: Those that hold.
        rates: How it flows.
    """

    session: SessionId | None
    daemon: Annotated[str, Str(choices=("up", "down"))]
    input: Annotated[InputState, Struct(InputState)]
    avatar: Annotated[ActiveAvatar, Struct(ActiveAvatar)] | None = None
    making: Text | None = None
    takes_photos: Flag = True
    character: Annotated[ActiveCharacter, Struct(ActiveCharacter)] | None = None
    devices: Annotated[tuple[Device, ...], ListOf(Struct(Device))] = ()
    voices: Annotated[tuple[VoiceInfo, ...], ListOf(Struct(VoiceInfo))] = ()
    outputs: Annotated[tuple[OutputState, ...], ListOf(Struct(OutputState))] = ()
    output_kinds: Annotated[tuple[OutputKindInfo, ...], ListOf(Struct(OutputKindInfo))] = ()
    recording: Text | None = None
    film: Annotated[FilmState, Struct(FilmState)] | None = None
    controls: ChangedControls = field(default_factory=PartialControls)
    rates: Annotated[Rates, Struct(Rates)] = field(default_factory=Rates)


@dataclass(frozen=True, slots=True)
class LiveLevel(Message):
    """Level of the input, ten times a second.

    Attributes:
        dbfs: Of the last tenth of a second, -100..0.
        is_open: Whether it passes the gate.
    """

    dbfs: Decibels
    is_open: Flag
