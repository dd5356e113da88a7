"""Errors whose text is written for the user."""

from enum import StrEnum

__all__ = ["ErrorCode", "MienError", "ProtocolError"]


class MienError(Exception):
    """The user's input cannot be used; the message tells what was given, what was expected, what to do.

    Command lines print the message alone and exit with 2; servers send it as an error reply. Anything that
    is not a `MienError` is a defect of Mien and keeps its traceback.
    """


class ErrorCode(StrEnum):
    """Error codes of the wire, for programs; a later minor version may know more."""

    MALFORMED = "malformed"
    UNSUPPORTED = "unsupported"
    HELLO_FIRST = "hello_first"
    VERSION = "version"
    TOKEN = "token"
    NO_SESSION = "no_session"
    TOO_MANY_SESSIONS = "too_many_sessions"
    AUDIO_GAP = "audio_gap"
    AUDIO_CREDIT = "audio_credit"
    AVATAR = "avatar"
    TTS = "tts"
    NO_DAEMON = "no_daemon"
    INTERNAL = "internal"


class ProtocolError(MienError):
    """A message that cannot be read, sent or answered; what an `error` on the wire says.

    Attributes:
        code: One of `ErrorCode`, or one that a later version added.
        message: What was got and what was expected.
        hint: What to do; may be empty.
        retryable: True if the same message may succeed later.
        re: The `id` of the request at fault; 0 if it had none that could be read.
        session: The session concerned, or None.
    """

    def __init__(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        retryable: bool = False,
        re: int = 0,
        session: str | None = None,
    ) -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.code = str(code)
        self.message = message
        self.hint = hint
        self.retryable = retryable
        self.re = re
        self.session = session

    def answering(self, re: int, session: str | None) -> "ProtocolError":
        """The same error, as the reply to request `re` about `session`."""
        return ProtocolError(self.code, self.message, self.hint, retryable=self.retryable, re=re, session=session)
