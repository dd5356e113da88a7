"""The channel `live`: a page's requests to the show, and the show's news."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.live_host import LiveHost
from mien_bridge.web.live_requests import LiveRequest, PageAudio, Talk, read_live_request
from mien_bridge.web.live_state import LiveLevel, LiveState
from mien_protocol.envelope import LIVE, Envelope, pack_envelope
from mien_protocol.errors import ErrorCode, MienError, ProtocolError
from mien_protocol.header import pack_header, unpack_header
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.schema import write_map
from mien_protocol.values import UINT32_MAX

__all__ = ["LiveChannel"]

_log = logging.getLogger(__name__)

_MOST_AT_ONCE: Final = 64
"""Requests of one page that are under way; a minute of a microphone that the show does not take is not kept."""


class LiveChannel:
    """The channel of one browser."""

    def __init__(self, host: LiveHost, reply: Callable[[bytes], None], news: Callable[[str, bytes], None]) -> None:
        """Silent before `begin`.

        Args:
            host: The show.
            reply: Takes envelopes that must arrive.
            news: Takes those that replace the former of the same name.
        """
        self._host = host
        self._reply = reply
        self._news = news
        self._tasks: set[asyncio.Task[None]] = set()
        self._unlisten: Callable[[], None] | None = None
        self._holds_key = False

    def begin(self) -> None:
        """Sends the state, and from here on its changes."""
        if self._unlisten is None:
            self._unlisten = self._host.listen(self._tell)
        self._tell(self._host.state())

    def take(self, envelope: Envelope) -> None:
        """Hands a page's request to the show, and answers when it is done.

        Raises:
            ProtocolError: If it cannot be read, not even its `id`.
        """
        value = unpack_header(envelope.header, DEFAULT_LIMITS)
        if not isinstance(value, dict):
            raise ProtocolError(ErrorCode.MALFORMED, "live: expected a map, got another value")
        try:
            request = read_live_request(value, envelope.payload)
        except ProtocolError as error:
            if error.re == 0:
                raise
            self._reply(_refusal(error.re, error.message, error.hint))
            return
        if len(self._tasks) >= _MOST_AT_ONCE:
            self._refuse(request, f"{_MOST_AT_ONCE} requests of this page are under way", "wait for their answers")
            return
        if isinstance(request, Talk):
            self._holds_key = request.is_down
        self._begin(request)

    def close(self) -> None:
        """Sends no more; pending requests are still carried out, and a held key is released."""
        if self._unlisten is not None:
            self._unlisten()
        if self._holds_key:
            self._begin(Talk(UINT32_MAX, is_down=False))

    def _begin(self, request: LiveRequest) -> None:
        task = start_task(self._do(request), "request to the show")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _do(self, request: LiveRequest) -> None:
        try:
            await self._host.ask(request)
        except ProtocolError as error:
            self._refuse(request, error.message, error.hint)
        except MienError as error:
            self._refuse(request, str(error))
        except Exception:
            _log.exception("live.failed", extra={"request": type(request).__name__})
            self._refuse(request, "a defect of Mien prevented it", "the log says more")
        else:
            if not isinstance(request, PageAudio):
                self._reply(_packed({"type": "live_done", "re": request.id}))

    def _refuse(self, request: LiveRequest, message: str, hint: str = "") -> None:
        if isinstance(request, PageAudio):
            # Fifty pieces a second need not be refused individually.
            self._news("page_audio", _refusal(0, message, hint))
        else:
            self._reply(_refusal(request.id, message, hint))

    def _tell(self, told: LiveState | LiveLevel) -> None:
        name = "live_state" if isinstance(told, LiveState) else "live_level"
        try:
            written = write_map(told, name, DEFAULT_LIMITS)
        except ProtocolError as error:
            _log.warning("live.unsent", extra={"reason": str(error)})
        else:
            self._news(name, _packed({"type": name, **written}))


def _refusal(number: int, message: str, hint: str) -> bytes:
    return _packed({"type": "live_error", "re": number, "message": message, "hint": hint})


def _packed(value: Mapping[str, Any]) -> bytes:
    return pack_envelope(Envelope(LIVE, pack_header(value)))
