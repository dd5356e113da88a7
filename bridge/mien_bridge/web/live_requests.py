"""Requests of a page to the show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, cast

from mien_bridge.web.live_state import Decibels, InputKind, Settings
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.common import AudioBytes, Flag, Payload, Request, Text
from mien_protocol.messages.controls import ChangedControls
from mien_protocol.messages.sessions import AudioRateHz
from mien_protocol.schema import Message, layout_of, read_map
from mien_protocol.values import UINT32_MAX, Bin, Str

__all__ = [
    "LIVE_REQUESTS",
    "AddOutput",
    "CancelFilm",
    "Interrupt",
    "LiveRequest",
    "MakeFilm",
    "PageAudio",
    "Play",
    "Record",
    "RemoveOutput",
    "SetCharacter",
    "SetInput",
    "SetLiveControls",
    "SetOutput",
    "SetPhoto",
    "Speak",
    "Talk",
    "read_live_request",
]

_FileName = Annotated[str, Str(max_bytes=255)]
_Name = Annotated[str, Str(max_bytes=64)]
_File = Annotated[bytes, Bin(limit="payload_bytes")]


@dataclass(frozen=True, slots=True)
class SetInput(Request):
    """Switches or configures the input.

    Attributes:
        kind: `microphone`, `file` (what `Play` brought), `page` (`PageAudio`) or `none`.
        device: An `id` of the devices; None for the system's own.
        gate_dbfs: The gate's level; None leaves it, -100 lets everything pass.
        push_to_talk: Whether sound passes only while `Talk` says so; None leaves it.
    """

    kind: InputKind
    device: Text | None = None
    gate_dbfs: Decibels | None = None
    push_to_talk: Flag | None = None


@dataclass(frozen=True, slots=True)
class Talk(Request):
    """The push-to-talk key.

    Attributes:
        is_down: Whether it is held.
    """

    is_down: Flag


@dataclass(frozen=True, slots=True)
class Speak(Request):
    """Queues a text.

    Attributes:
        text: What to say, at most 10,000 code points.
        voice: One of the voices; None for the show's own.
    """

    text: Annotated[str, Str(chars_limit="text_chars")]
    voice: _Name | None = None


@dataclass(frozen=True, slots=True)
class Play(Request):
    """Queues a recording.

    Attributes:
        name: Of the file, for people.
        data: The file, of any kind that `mien talk` reads.
    """

    name: _FileName
    data: _File = field(repr=False)


@dataclass(frozen=True, slots=True)
class Interrupt(Request):
    """Stops what is being said, and drops what waits."""


@dataclass(frozen=True, slots=True)
class SetPhoto(Request):
    """Performs another photo.

    Attributes:
        name: Of the file, for people.
        data: The photo, JPEG, PNG or WebP; None for no face.
    """

    name: _FileName
    data: Annotated[bytes, Bin(limit="avatar_bytes")] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SetCharacter(Request):
    """Shows another character.

    Attributes:
        name: Of the file, which tells VRM from GLB.
        data: The file; None for the stock head.
    """

    name: _FileName
    data: _File | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AddOutput(Request):
    """Adds an output, and turns it on.

    Attributes:
        kind: One of the kinds.
        name: Its own among the outputs.
        settings: What its kind wants.
    """

    kind: _Name
    name: _Name
    settings: Settings = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetOutput(Request):
    """Turns an output on or off, or sets it otherwise.

    Attributes:
        name: Which.
        is_on: Whether it is to run.
        settings: Those that change; None leaves all.
    """

    name: _Name
    is_on: Flag
    settings: Settings | None = None


@dataclass(frozen=True, slots=True)
class RemoveOutput(Request):
    """Removes an output.

    Attributes:
        name: Which.
    """

    name: _Name


@dataclass(frozen=True, slots=True)
class Record(Request):
    """Begins or ends a recording.

    Attributes:
        is_on: Whether to record.
    """

    is_on: Flag


@dataclass(frozen=True, slots=True)
class MakeFilm(Request):
    """Makes a film of the show's photo, as the controls have it move, which says a recording or a text.

    Attributes:
        name: Of the recording's file, for people.
        data: The recording; None for a text.
        text: What to say where there is no recording, at most 10,000 code points.
        voice: In whose voice; None for the default.
    """

    name: _FileName = ""
    data: _File | None = field(default=None, repr=False)
    text: Annotated[str, Str(chars_limit="text_chars")] | None = None
    voice: _Name | None = None


@dataclass(frozen=True, slots=True)
class CancelFilm(Request):
    """Ends the film that is being made, and drops it."""


@dataclass(frozen=True, slots=True)
class SetLiveControls(Request):
    """Changes how the show performs, from now on and in its next session.

    Attributes:
        controls: What changes.
    """

    controls: ChangedControls


@dataclass(frozen=True, slots=True)
class PageAudio(Message):
    """A piece of what the browser's microphone hears. Not answered, unless by an error.

    Attributes:
        rate_hz: Samples a second, 8000..48000.
        payload: Mono PCM, `i2`.
    """

    rate_hz: AudioRateHz
    payload: Annotated[Payload, AudioBytes()] = field(repr=False)


LiveRequest = (
    SetInput
    | Talk
    | Speak
    | Play
    | Interrupt
    | SetPhoto
    | SetCharacter
    | AddOutput
    | SetOutput
    | RemoveOutput
    | Record
    | MakeFilm
    | CancelFilm
    | SetLiveControls
    | PageAudio
)
"""Whatever a page may ask."""

LIVE_REQUESTS: Mapping[str, type[LiveRequest]] = {
    "set_input": SetInput,
    "talk": Talk,
    "speak": Speak,
    "play": Play,
    "interrupt": Interrupt,
    "set_photo": SetPhoto,
    "set_character": SetCharacter,
    "add_output": AddOutput,
    "set_output": SetOutput,
    "remove_output": RemoveOutput,
    "record": Record,
    "make_film": MakeFilm,
    "cancel_film": CancelFilm,
    "set_controls": SetLiveControls,
    "page_audio": PageAudio,
}
"""By the `type` of the map on the channel `live`."""


def read_live_request(value: Mapping[str, Any], payload: Payload | None) -> LiveRequest:
    """Reads a request of a page.

    Args:
        value: The map, of which `check_header` has been satisfied.
        payload: What came with it, or None.

    Raises:
        ProtocolError: `malformed` or `unsupported`; its `re` is the request's `id`, where it has one.
    """
    number = value.get("id")
    known = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= UINT32_MAX
    try:
        return _read(value, payload)
    except ProtocolError as error:
        raise error.answering(cast("int", number) if known else 0, None) from None


def _read(value: Mapping[str, Any], payload: Payload | None) -> LiveRequest:
    name = value.get("type")
    if not isinstance(name, str):
        raise ProtocolError(ErrorCode.MALFORMED, "expected a map with its `type`, a text, got none")
    cls = LIVE_REQUESTS.get(name)
    if cls is None:
        known = ", ".join(LIVE_REQUESTS)
        raise ProtocolError(ErrorCode.UNSUPPORTED, f"the show knows {known}, got {name[:40]!a}")
    kind = layout_of(cls).payload
    if (kind is None) != (payload is None):
        raise ProtocolError(ErrorCode.MALFORMED, f"{name}: expected {'no' if kind is None else 'a'} payload")
    given = {} if kind is None else {"payload": kind.read(payload, f"{name}.payload", DEFAULT_LIMITS)}
    return read_map(cls, value, name, DEFAULT_LIMITS, **given)
