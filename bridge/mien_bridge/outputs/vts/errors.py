"""Errors of VTube Studio in words for its user; numbers as in its `Files/ErrorID.cs`."""

from enum import IntEnum

from mien_bridge.outputs.vts.envelope import Reply
from mien_protocol.errors import MienError

__all__ = ["DeniedError", "ErrorId", "refusal_error"]


class ErrorId(IntEnum):
    """The refusals that are met here."""

    API_OFF = 1
    NOT_AUTHENTICATED = 8
    DENIED = 50
    ALREADY_ASKING = 51
    CREATED_BY_OTHER = 352
    DEFAULT_NAME = 354
    OWN_LIMIT = 355
    TOTAL_LIMIT = 356
    VALUE = 451
    NOT_FOUND = 453
    CONTROLLED_BY_OTHER = 454


class DeniedError(MienError):
    """VTube Studio's user has said no; asking again would pester them."""


_WORDS = {
    ErrorId.API_OFF: "its API is off; turn on 'Start API (allow plugins)' in VTube Studio's settings",
    ErrorId.NOT_AUTHENTICATED: "it no longer knows Mien; allow it once more when VTube Studio asks",
    ErrorId.DENIED: "it was told to deny Mien; turn this output off and on again, and choose Allow in VTube Studio",
    ErrorId.ALREADY_ASKING: "it is asking about a plugin just now; answer that question in VTube Studio",
    ErrorId.VALUE: "a value is beyond what it takes; this is a defect of Mien",
    ErrorId.NOT_FOUND: "it does not have a parameter that Mien moves",
    ErrorId.CONTROLLED_BY_OTHER: "another plugin moves the same parameters; turn that one off",
}


def refusal_error(reply: Reply) -> MienError:
    """The error for a reply that refuses: Mien's words where there are some, otherwise VTube Studio's."""
    known = {int(error): words for error, words in _WORDS.items()}
    words = known.get(reply.error_id or 0) or reply.message or "it did not say why"
    kind = DeniedError if reply.error_id == ErrorId.DENIED else MienError
    return kind(f"VTube Studio refuses: {words} (its error {reply.error_id})")
