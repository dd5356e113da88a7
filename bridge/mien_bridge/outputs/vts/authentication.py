"""Authentication at VTube Studio: a token that its user grants once, and its use on each connection."""

from collections.abc import Generator, Sequence
from typing import Final

from mien_bridge.outputs.vts.envelope import Reply, Request
from mien_bridge.outputs.vts.errors import ErrorId, refusal_error
from mien_bridge.outputs.vts.token_store import MAX_TOKEN_CHARACTERS, TokenStore
from mien_protocol.errors import MienError

__all__ = ["TOKEN_REQUEST", "authenticate"]

TOKEN_REQUEST: Final = "AuthenticationToken"
"""The request whose reply takes as long as the user takes to click."""

_PLUGIN: Final = {"pluginName": "Mien", "pluginDeveloper": "Mien project"}


def authenticate(tokens: TokenStore, host: str) -> Generator[Sequence[Request], list[Reply], None]:
    """Authenticates this connection, with the token that is kept or else with one that the user is asked for.

    Args:
        tokens: Where the token is kept.
        host: Whose token it is.

    Raises:
        MienError: If the user denies it, or VTube Studio refuses for another reason.
    """
    token = tokens.token(host)
    if token is not None:
        if (yield from _is_known(token)):
            return
        tokens.forget(host)
    token = yield from _granted()
    tokens.keep(host, token)
    if not (yield from _is_known(token)):
        tokens.forget(host)
        raise MienError("VTube Studio does not accept the token that it has just given; start it again")


def _is_known(token: str) -> Generator[Sequence[Request], list[Reply], bool]:
    (reply,) = yield [Request("Authentication", {**_PLUGIN, "authenticationToken": token})]
    if reply.error_id == ErrorId.DENIED:
        # The answer to a plugin whose access was revoked.
        return False
    if reply.error_id is not None:
        raise refusal_error(reply)
    return reply.data.get("authenticated") is True


def _granted() -> Generator[Sequence[Request], list[Reply], str]:
    (reply,) = yield [Request(TOKEN_REQUEST, _PLUGIN, patience_ns=None)]
    if reply.error_id is not None:
        raise refusal_error(reply)
    token = reply.data.get("authenticationToken")
    if not isinstance(token, str) or not token.isascii() or not 0 < len(token) <= MAX_TOKEN_CHARACTERS:
        raise MienError("VTube Studio gave no token that can be used; start it again")
    return token
