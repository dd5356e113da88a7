"""Requests to VTube Studio and its replies, as JSON: https://github.com/DenchiSoft/VTubeStudio#api-details ."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mien_protocol.errors import MienError

__all__ = ["API_NAME", "Reply", "Request", "encode_request", "read_reply"]

API_NAME: Final = "VTubeStudioPublicAPI"
_API_VERSION: Final = "1.0"

_PATIENCE_NS: Final = 5_000_000_000

_ERROR: Final = "APIError"
_SHOWN_CHARACTERS: Final = 200
_MAX_ERROR_ID: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Attributes:
        type: Its message type without `Request` at the end, such as `APIState`.
        data: What it asks for.
        patience_ns: How long its answer may take; None for as long as a person needs.
    """

    type: str
    data: Mapping[str, object]
    patience_ns: int | None = _PATIENCE_NS


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply of VTube Studio.

    Attributes:
        request_id: That of the request, or of nothing that was asked.
        type: Message type, such as `APIStateResponse`.
        data: What it says.
        error_id: Why the request was refused, a number of VTube Studio's `ErrorID.cs`; None if it was not.
        message: VTube Studio's own words for that, at most 200 printable characters.
    """

    request_id: str
    type: str
    data: Mapping[str, Any]
    error_id: int | None = None
    message: str = ""

    def answers(self, request: Request) -> bool:
        """True if it is of the type that the request calls for."""
        return self.error_id is not None or self.type == f"{request.type}Response"


def encode_request(request: Request, request_id: str) -> str:
    """The request as it is sent.

    Raises:
        ValueError: If a number in it is not finite.
    """
    message = {
        "apiName": API_NAME,
        "apiVersion": _API_VERSION,
        "requestID": request_id,
        "messageType": f"{request.type}Request",
        "data": request.data,
    }
    return json.dumps(message, separators=(",", ":"), allow_nan=False)


def read_reply(text: str | bytes) -> Reply:
    """Reads a message of VTube Studio. Unknown fields are ignored.

    Raises:
        MienError: If it is none of its messages.
    """
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise _foreign("no JSON") from None
    if not isinstance(message, dict) or message.get("apiName") != API_NAME:
        raise _foreign(f"no message of {API_NAME}")
    request_id, kind, data = message.get("requestID"), message.get("messageType"), message.get("data")
    if not isinstance(request_id, str) or not isinstance(kind, str) or not isinstance(data, dict):
        raise _foreign("a message without requestID, messageType or data")
    if kind != _ERROR:
        return Reply(request_id, kind, data)
    error_id, words = data.get("errorID"), data.get("message")
    if not isinstance(error_id, int) or isinstance(error_id, bool) or not 0 <= error_id <= _MAX_ERROR_ID:
        raise _foreign("an error without errorID")
    return Reply(request_id, kind, data, error_id, _shown(words))


def _shown(words: object) -> str:
    """Another program's words, fit to be shown to a person."""
    if not isinstance(words, str):
        return ""
    return "".join(c if c.isprintable() else " " for c in words[:_SHOWN_CHARACTERS]).strip()


def _foreign(got: str) -> MienError:
    return MienError(f"what answers there is not VTube Studio: it sent {got}; check address and port")
