"""The stand-in for VTube Studio behind a WebSocket on a free port of loopback."""

import contextlib
import threading
from collections.abc import Callable

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.bridge.outputs.vts.studio import Session, Studio

# VTube Studio's WebSocket library sends what is longer in pieces of this length.
FRAGMENT = 1016
LIMIT_S = 120.0


def fragments(text: str) -> list[str]:
    return [text[at : at + FRAGMENT] for at in range(0, len(text), FRAGMENT)]


class StudioServer:
    """Serves until it is left; can be stopped and started again, on the same port.

    Attributes:
        studio: What is served.
        port: Where.
    """

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.port = 0
        self._traffic = threading.Condition()
        self._connections: set[ServerConnection] = set()

    def __enter__(self) -> "StudioServer":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        self._server: Server = serve(self._session, "127.0.0.1", self.port, compression=None, close_timeout=1)
        self.port = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """As if VTube Studio were closed: all connections end."""
        self._server.shutdown()
        for connection in list(self._connections):
            connection.close()
        self._thread.join(LIMIT_S)
        assert not self._thread.is_alive()

    def wait(self, is_so: Callable[[], bool], do: Callable[[], None]) -> None:
        """Does something until something is so; at once again whenever a message has come or gone."""
        for _ in range(int(LIMIT_S / 0.01)):
            do()
            if is_so():
                return
            with self._traffic:
                self._traffic.wait(0.01)
        raise AssertionError("has not happened in time")

    def _session(self, connection: ServerConnection) -> None:
        session = Session(lambda text: self._send(connection, text))
        self._connections.add(connection)
        with contextlib.suppress(ConnectionClosed):
            for text in connection:
                self.studio.take(session, text)
        self.studio.leave(session)
        self._connections.discard(connection)

    def _send(self, connection: ServerConnection, text: str) -> None:
        with contextlib.suppress(ConnectionClosed):
            connection.send(fragments(text) if len(text) > FRAGMENT else text)
        with self._traffic:
            self._traffic.notify_all()
