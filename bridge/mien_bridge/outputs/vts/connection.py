"""The connection to VTube Studio: a WebSocket that is asked what has come, and never waits for it."""

import contextlib
import socket
from typing import Final

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from mien_bridge.outputs.address import Address
from mien_protocol.errors import MienError

__all__ = ["VtsConnection"]

_OPEN_S: Final = 3.0
_CLOSE_S: Final = 1.0

_MAX_MESSAGE_BYTES: Final = 1_048_576
"""Its longest reply, the list of 300 custom parameters, has some 50 kB."""

_MAX_WAITING_FRAMES: Final = 64


class VtsConnection:
    """One connection, open until `close`."""

    def __init__(self, address: Address) -> None:
        """Connects.

        Raises:
            MienError: If nothing answers there, or something else than a WebSocket server.
        """
        self._address = address
        try:
            self._connection = _connected(address)
        except (OSError, WebSocketException, EOFError, ValueError) as error:
            raise MienError(
                f"VTube Studio does not answer at {address} ({_reason(error)}); start it, and turn on "
                "'Start API (allow plugins)' in its settings; if it shows another port there, name that one"
            ) from error

    def send(self, text: str) -> None:
        """Sends one message.

        Raises:
            MienError: If the connection is lost.
        """
        try:
            self._connection.send(text)
        except (ConnectionClosed, OSError) as error:
            raise self._lost(error) from error

    def received(self) -> str | bytes | None:
        """The next message that has come; None if none has.

        Raises:
            MienError: If the connection is lost, or what came is too long.
        """
        try:
            return self._connection.recv(timeout=0)
        except TimeoutError:
            return None
        except (ConnectionClosed, OSError) as error:
            raise self._lost(error) from error

    def close(self) -> None:
        """Says goodbye; waits a second at most for an answer."""
        with contextlib.suppress(WebSocketException, OSError):
            self._connection.close()

    def _lost(self, error: Exception) -> MienError:
        return MienError(f"VTube Studio at {self._address} has closed the connection ({_reason(error)})")


def _connected(address: Address) -> ClientConnection:
    # A socket of our own, so that no proxy is used, and no redirect leads to another machine.
    sock = socket.create_connection((address.host, address.port), _OPEN_S)
    try:
        sock.settimeout(None)
        return connect(
            f"ws://{address}",
            sock=sock,
            compression=None,
            user_agent_header="Mien",
            open_timeout=_OPEN_S,
            close_timeout=_CLOSE_S,
            max_size=_MAX_MESSAGE_BYTES,
            max_queue=_MAX_WAITING_FRAMES,
            legacy=True,
        )
    except BaseException:
        sock.close()
        raise


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return " ".join(str(error).split())[:120] or type(error).__name__
