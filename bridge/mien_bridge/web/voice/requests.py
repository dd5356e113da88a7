"""Requests of a voice agent, as JSON."""

import json
from dataclasses import dataclass
from typing import Any, Final

from mien_protocol.errors import MienError
from mien_protocol.limits import Limits
from mien_protocol.messages.controls import ControlsKind, PartialControls

__all__ = ["AgentHello", "AgentRequest", "End", "Interrupt", "Say", "SetControls", "read_request"]

_RATES_HZ: Final = range(8_000, 48_001)
_TEXT_CHARS: Final = 10_000
_VOICE_CHARS: Final = 64


@dataclass(frozen=True, slots=True)
class AgentHello:
    """The first message.

    Attributes:
        token: The server's.
        rate_hz: Samples a second of the sound that follows, 8000..48000.
    """

    token: str
    rate_hz: int


@dataclass(frozen=True, slots=True)
class End:
    """The end of an utterance."""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Stop, and drop what waits."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a text.

    Attributes:
        text: At most 10,000 code points.
        voice: Which; None for the show's own.
    """

    text: str
    voice: str | None


@dataclass(frozen=True, slots=True)
class SetControls:
    """A change of how the face moves.

    Attributes:
        controls: What changes, by its names on the wire.
    """

    controls: PartialControls


AgentRequest = AgentHello | End | Interrupt | Say | SetControls


def read_request(data: str) -> AgentRequest:
    """Reads a request from a text message.

    Raises:
        MienError: If it is none, in words for whoever writes the agent.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise MienError('expected JSON such as {"type": "end"}, got another text')
    kind = value["type"]
    if kind == "hello":
        return AgentHello(_text(value, "token", 128), _rate_hz(value.get("rate_hz")))
    if kind == "say":
        voice = None if value.get("voice") is None else _text(value, "voice", _VOICE_CHARS)
        return Say(_text(value, "text", _TEXT_CHARS), voice)
    if kind == "controls":
        return SetControls(ControlsKind().read(value.get("controls"), "controls.controls", Limits()))
    if kind in _PLAIN:
        return _PLAIN[kind]
    raise MienError(f"there are hello, end, interrupt, say and controls, got {kind[:40]!a}")


_PLAIN: Final[dict[str, End | Interrupt]] = {"end": End(), "interrupt": Interrupt()}


def _text(value: dict[str, Any], name: str, most: int) -> str:
    text = value.get(name)
    if not isinstance(text, str) or len(text) > most:
        got = f"{len(text)}" if isinstance(text, str) else type(text).__name__
        raise MienError(f"{value['type']}.{name}: expected text of at most {most} characters, got {got}")
    return text


def _rate_hz(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in _RATES_HZ:
        shown = value if isinstance(value, int | float | None) else type(value).__name__
        raise MienError(f"hello.rate_hz: expected a whole number 8000..48000, got {shown}")
    return value
