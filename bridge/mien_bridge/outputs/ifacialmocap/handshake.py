"""What a program sends to the app, so that it begins to stream."""

import re
from typing import Final

from mien_bridge.outputs.ifacialmocap.text import Version

__all__ = ["requested_version"]

_REQUEST: Final = re.compile(
    rb"iFacialMocap_sahuasouryya9218sauhuiayeta91555dy3719(?:\|sendDataVersion=(?P<version>v[12]))?\s*"
)


def requested_version(datagram: bytes) -> Version | None:
    """The text that is asked for; None if it is no request, or one for another way than UDP."""
    found = _REQUEST.fullmatch(datagram)
    return Version((found["version"] or b"v1").decode("ascii")) if found else None
