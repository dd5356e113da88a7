"""The web server: one port for pages, the gateway and voice agents."""

import errno
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlsplit

import zmq.asyncio
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import CloseCode
from websockets.http11 import Request, Response

from mien_bridge.web.access import Access, RefusedError
from mien_bridge.web.gateway.browser import BrowserConnection, GatewayContext
from mien_bridge.web.gateway.daemon_monitor import DaemonMonitor
from mien_bridge.web.gateway.hub import Hub
from mien_bridge.web.live_host import LiveHost
from mien_bridge.web.options import WebOptions
from mien_bridge.web.site.head_file import HeadFile
from mien_bridge.web.site.pages import Pages, find_pages
from mien_bridge.web.site.responses import text_response
from mien_bridge.web.site.site import Site
from mien_bridge.web.timed_connection import TimedConnection
from mien_bridge.web.voice.agent import AgentConnection
from mien_bridge.web.ws_close import close_all, close_ws
from mien_protocol.errors import MienError

__all__ = ["WebServer", "open_listener", "serve_web"]

_log = logging.getLogger(__name__)

GATEWAY_PATH: Final = "/ws"
VOICE_PATH: Final = "/voice"

_MOST_CONNECTIONS: Final = 64
_FIRST_MESSAGE_BYTES: Final = 65_536
_MESSAGES_WAITING: Final = 8
_PING_EVERY_S: Final = 10.0
_CLOSE_S: Final = 10.0
"""For the end of an answer to leave; to part from a WebSocket takes less."""


@dataclass(frozen=True, slots=True)
class WebServer:
    """A web server that runs.

    Attributes:
        address: Where it is reached, as `HOST:PORT`.
        token: What its pages and voice agents must have.
    """

    address: str
    token: str

    @property
    def studio_url(self) -> str:
        """The studio, with the token where no server sees it."""
        return f"http://{self.address}/#token={self.token}"

    @property
    def overlay_url(self) -> str:
        """The overlay, for OBS."""
        return f"http://{self.address}/overlay#token={self.token}"

    @property
    def muted_overlay_url(self) -> str:
        """The overlay without sound, for where a microphone is heard in any case."""
        return f"http://{self.address}/overlay?mute=1#token={self.token}"

    @property
    def voice_url(self) -> str:
        """The address for voice agents."""
        return f"ws://{self.address}{VOICE_PATH}"


@asynccontextmanager
async def serve_web(options: WebOptions, host: LiveHost, connection_file: Path) -> AsyncIterator[WebServer]:
    """Serves pages, the gateway and voice agents during the block, in the running event loop.

    The daemon may come, go and come back meanwhile. On Windows the loop must be a `SelectorEventLoop`.

    Args:
        options: How to run.
        host: The show.
        connection_file: Of the daemon, which need not be there yet.

    Raises:
        MienError: If the port is taken, or `options.pages` has no page.
    """
    site = Site(host, Pages(options.pages) if options.pages else find_pages(), HeadFile())
    accepting = open_listener(options)
    access = Access(options, accepting.getsockname()[1])
    context = zmq.asyncio.Context()
    daemon = DaemonMonitor(connection_file)
    hub = Hub(context, daemon)
    router = _Router(access, site, GatewayContext(access, context, daemon, hub, host))
    try:
        async with daemon.attending(), router.open(accepting):
            _log.info("web.ready", extra={"address": access.address})
            yield WebServer(access.address, access.token)
    finally:
        accepting.close()
        hub.close()
        context.destroy(linger=0)


class _Router:
    """Routes requests to the pages, the gateway or the voice endpoint."""

    def __init__(self, access: Access, site: Site, gateway: GatewayContext) -> None:
        self._access = access
        self._site = site
        self._gateway = gateway
        self._connections: set[TimedConnection] = set()

    @asynccontextmanager
    async def open(self, accepting: socket.socket) -> AsyncIterator[None]:
        """Accepts connections during the block; closes those that remain at its end."""
        async with self._serve(accepting) as server:
            try:
                yield
            finally:
                server.close(close_connections=False)
                await close_all(self._connections)

    def _serve(self, accepting: socket.socket) -> AbstractAsyncContextManager[Server]:
        return serve(
            self._attend,
            sock=accepting,
            process_request=self._receive,
            # Pictures are compressed already, and motion does not compress.
            compression=None,
            max_size=_FIRST_MESSAGE_BYTES,
            max_queue=_MESSAGES_WAITING,
            ping_interval=_PING_EVERY_S,
            ping_timeout=_PING_EVERY_S,
            # A timed connection has timeouts of its own.
            open_timeout=None,
            close_timeout=_CLOSE_S,
            create_connection=cast("type[TimedConnection]", partial(TimedConnection, self._connections)),
            server_header=None,
            logger=_quiet(),
        )

    async def _receive(self, connection: ServerConnection, request: Request) -> Response | None:
        """Answers a request, or lets a WebSocket in."""
        assert isinstance(connection, TimedConnection)
        connection.expect_reader()
        try:
            self._access.check(request.headers)
        except RefusedError as error:
            _log.info("web.refused", extra={"reason": str(error)})
            return text_response(HTTPStatus.FORBIDDEN, str(error))
        try:
            path = urlsplit(request.path).path
        except ValueError:
            return text_response(HTTPStatus.BAD_REQUEST, f"there is no such address, got {request.path[:60]!a}")
        if path not in (GATEWAY_PATH, VOICE_PATH):
            return await self._site.respond(request, self._access)
        if len(connection.server.connections) >= _MOST_CONNECTIONS:
            text = f"{_MOST_CONNECTIONS} pages and agents are connected already; close some"
            return text_response(HTTPStatus.SERVICE_UNAVAILABLE, text)
        return None

    async def _attend(self, connection: ServerConnection) -> None:
        request = connection.request
        assert isinstance(connection, TimedConnection)
        assert request is not None
        connection.welcome()
        try:
            if urlsplit(request.path).path == VOICE_PATH:
                await AgentConnection(connection, self._access, self._gateway.host).attend()
            else:
                await BrowserConnection(connection, self._gateway).attend()
        except Exception:
            _log.exception("web.failed", extra={"path": urlsplit(request.path).path})
            await close_ws(connection, CloseCode.INTERNAL_ERROR, "a defect of Mien; its log says more")


def open_listener(options: WebOptions) -> socket.socket:
    """Opens the socket of the server.

    Raises:
        MienError: If it cannot, such as where another program has the port.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        return socket.create_server((options.host, options.port), family=family)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (while")[0].lower()
        hint = "give --host an address of this machine, and --port one that you may use"
        if error.errno == errno.EADDRINUSE:
            hint = "another program may have the port: name another, or 0 for any"
        raise MienError(f"cannot listen on {options.host} port {options.port}: {why}; {hint}") from error


def _quiet() -> logging.Logger:
    """A logger that says nothing: malformed requests are no news, and `_Router` logs defects."""
    logger = logging.getLogger(f"{__name__}.websockets")
    logger.setLevel(logging.CRITICAL)
    return logger
