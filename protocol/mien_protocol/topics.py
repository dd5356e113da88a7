"""Topics of the SUB sockets: which stream of which session a message belongs to."""

import re
from enum import StrEnum

from mien_protocol.errors import ErrorCode, ProtocolError

__all__ = ["StreamKind", "parse_topic", "topic_of"]


class StreamKind(StrEnum):
    """Kinds of streams."""

    MOTION = "motion"
    """Expression, head and gaze."""
    FACE = "face"
    """Pictures of the face."""
    AUDIO = "audio"
    """The session's audio, echoed with its times."""


_TOPIC = re.compile(rb"(motion|face|audio)/([a-z0-9]{1,32})/")


def topic_of(kind: str, session: str) -> bytes:
    """The topic of a stream; the slash at its end keeps `ab` from being the beginning of `abc`.

    Raises:
        ProtocolError: `malformed`, if there is no such kind, or the session's name is none.
    """
    topic = f"{kind}/{session}/".encode("ascii", "replace")
    if not isinstance(kind, str) or not isinstance(session, str):
        raise ProtocolError(ErrorCode.MALFORMED, "expected the kind and the session of a topic as text, got others")
    parse_topic(topic)
    return topic


def parse_topic(topic: bytes) -> tuple[StreamKind, str]:
    """The stream's kind and session.

    Raises:
        ProtocolError: `malformed`, if it is no topic of this protocol.
    """
    found = _TOPIC.fullmatch(topic)
    if found is None:
        raise ProtocolError(
            ErrorCode.MALFORMED, f"expected a topic as motion/SESSION/, got {ascii(bytes(topic[:60]))[1:]}"
        )
    return StreamKind(found[1].decode("ascii")), found[2].decode("ascii")
