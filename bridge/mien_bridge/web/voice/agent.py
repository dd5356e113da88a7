"""One voice agent's WebSocket: its sound in, events of its speech out."""

import asyncio
import json
import logging
from contextlib import suppress
from typing import Any, Final

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from mien_bridge.runtime.tasks import start_task
from mien_bridge.web.access import Access
from mien_bridge.web.live_host import LiveHost, VoiceChannel, VoiceEvent, VoiceEventKind
from mien_bridge.web.mailbox import FullError, Mailbox
from mien_bridge.web.voice.requests import AgentHello, AgentRequest, End, Interrupt, SetControls, read_request
from mien_bridge.web.ws_close import close_ws
from mien_protocol.errors import MienError

__all__ = ["AgentConnection"]

_log = logging.getLogger(__name__)

_HELLO_S: Final = 5.0
_MOST_QUEUED_S: Final = 60.0
_TELL_EVERY_S: Final = 0.5
_MESSAGE_BYTES: Final = 1_000_000


class AgentConnection:
    """Serves one WebSocket of the voice endpoint."""

    def __init__(self, connection: ServerConnection, access: Access, host: LiveHost) -> None:
        """A connection before its hello."""
        self._connection = connection
        self._access = access
        self._host = host
        self._mailbox = Mailbox()
        self._rate_hz = 0
        self._closing: asyncio.Task[None] | None = None

    async def attend(self) -> None:
        """Serves the connection until it ends."""
        try:
            channel = await self._introduced()
        except ConnectionClosed:
            return
        except (MienError, TimeoutError) as error:
            words = str(error) or f"no hello came within {_HELLO_S:g} s"
            await close_ws(self._connection, CloseCode.POLICY_VIOLATION, words, json.dumps(_error(words)))
            return
        unlisten = channel.listen(self._tell)
        tasks = [start_task(self._send_all(), "sender"), start_task(self._report(channel), "reporter")]
        try:
            self._put({"type": "ready", "rate_hz": self._rate_hz})
            async for data in self._connection:
                await self._take(data, channel)
        except ConnectionClosed:
            _log.info("agent.left")
        finally:
            unlisten()
            channel.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _introduced(self) -> VoiceChannel:
        """Waits for an agent's hello; returns its channel.

        Raises:
            MienError: If it says something else, has not the token, or there is no line.
            TimeoutError: If it says nothing.
        """
        async with asyncio.timeout(_HELLO_S):
            data = await self._connection.recv()
        hello = read_request(data) if isinstance(data, str) else None
        if not isinstance(hello, AgentHello):
            raise MienError('the first message must be {"type": "hello", "token": ..., "rate_hz": ...}')
        if not self._access.admits(hello.token):
            raise MienError("the token is not this server's; take it from the address that `mien live` printed last")
        self._rate_hz = hello.rate_hz
        self._connection.protocol.max_message_size = _MESSAGE_BYTES
        return self._host.voice()

    async def _take(self, data: str | bytes, channel: VoiceChannel) -> None:
        try:
            if isinstance(data, bytes):
                self._push(data, channel)
            else:
                await _ask(read_request(data), channel)
        except MienError as error:
            # A stream of malformed pieces is worth one complaint at a time.
            self._mailbox.put_news("error", _packed(_error(str(error))))

    def _push(self, pcm: bytes, channel: VoiceChannel) -> None:
        if len(pcm) % 2 or not pcm:
            raise MienError(f"expected PCM, s16le, mono: 2 bytes a sample, got {len(pcm)} bytes")
        seconds = len(pcm) / 2 / self._rate_hz
        if channel.queued_s + seconds > _MOST_QUEUED_S:
            raise MienError(
                f"{channel.queued_s:.0f} s of sound wait, of at most {_MOST_QUEUED_S:.0f}: this piece was dropped; "
                f"send more when `buffered` tells less"
            )
        channel.push(pcm, self._rate_hz)

    def _tell(self, event: VoiceEvent) -> None:
        if event.kind is VoiceEventKind.FAILED:
            self._put({"type": "error", "message": event.message, "hint": ""})
        elif event.kind is VoiceEventKind.STARTED:
            self._put({"type": "started"})
        else:
            self._put({"type": event.kind.value, "seconds": round(event.seconds, 3)})

    def _put(self, value: dict[str, Any]) -> None:
        try:
            self._mailbox.put_reply(_packed(value))
        except FullError as error:
            if self._closing is None:
                self._closing = start_task(close_ws(self._connection, CloseCode.TRY_AGAIN_LATER, str(error)), "closing")

    async def _report(self, channel: VoiceChannel) -> None:
        """Reports how much sound is queued, when that changes."""
        told_s = 0.0
        while True:
            await asyncio.sleep(_TELL_EVERY_S)
            if channel.queued_s != told_s:
                told_s = channel.queued_s
                self._mailbox.put_news("buffered", _packed({"type": "buffered", "seconds": round(told_s, 3)}))

    async def _send_all(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                await self._connection.send(await self._mailbox.next(), text=True)


async def _ask(request: AgentRequest, channel: VoiceChannel) -> None:
    if isinstance(request, AgentHello):
        raise MienError("hello was said already; reconnect for another rate")
    if isinstance(request, End):
        channel.end()
    elif isinstance(request, Interrupt):
        await channel.interrupt()
    elif isinstance(request, SetControls):
        await channel.set_controls(request.controls)
    else:
        await channel.say(request.text, request.voice)


def _error(message: str) -> dict[str, Any]:
    text, _, hint = message.partition("; ")
    return {"type": "error", "message": text, "hint": hint}


def _packed(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode("utf-8")
