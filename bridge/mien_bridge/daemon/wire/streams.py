"""Published streams: numbered frames, headers for late subscribers, keepalives."""

import logging
from collections.abc import Callable

import zmq

from mien_protocol.codec import encode
from mien_protocol.errors import ProtocolError
from mien_protocol.messages.streams import Keepalive, StreamHeader
from mien_protocol.schema import Message
from mien_protocol.topics import StreamKind, parse_topic, topic_of

__all__ = ["Publisher", "Stream"]

_log = logging.getLogger(__name__)

_MAX_EVENTS = 256
"""Subscriptions read at one time: somebody who subscribes endlessly must not keep the others waiting."""

_HEADER_EVERY_NS = 50_000_000
_HEADERS_AT_ONCE_NS = 10 * _HEADER_EVERY_NS
"""A header goes to all subscribers: who subscribes endlessly must not crowd their queues either. After ten at once a
stream sends one in 50 ms."""


class Stream:
    """One stream of one session.

    Attributes:
        session: The session.
        next_seq: Number of the next frame.
        sent_ns: Daemon time at which something was sent last.
        next_header_ns: Daemon time before which its header is not sent again.
    """

    def __init__(self, kind: StreamKind, session: str, header: Callable[[], StreamHeader]) -> None:
        """A stream whose header, as it is at the time, `header` makes."""
        self.kind = kind
        self.session = session
        self.next_seq = 0
        self.sent_ns = 0
        self.next_header_ns = 0
        self._header: Callable[[], StreamHeader] | None = header

    @property
    def topic(self) -> bytes:
        """The topic of the stream."""
        return topic_of(self.kind, self.session)

    @property
    def header(self) -> StreamHeader:
        """The stream's header, as of now."""
        assert self._header is not None, "the stream has ended"
        return self._header()

    def end(self) -> None:
        """Drops the header's factory, as a session and its streams would keep each other alive."""
        self._header = None

    def number(self) -> int:
        """Takes the number of a new frame; if the frame is not sent, there is a gap."""
        self.next_seq += 1
        return self.next_seq - 1

    def keepalive(self, now_ns: int) -> Keepalive:
        """The message that tells that the stream lives while nothing flows."""
        return Keepalive(self.kind, self.session, self.header.epoch, self.next_seq, now_ns)


class Publisher:
    """The streams of one XPUB socket."""

    def __init__(self, socket: "zmq.Socket[bytes]", heartbeat_ns: int) -> None:
        """Publishes over a bound socket; a stream that is silent for `heartbeat_ns` sends a keepalive."""
        self._socket = socket
        self._heartbeat_ns = heartbeat_ns
        self._streams: dict[bytes, Stream] = {}
        self._ungreeted: set[Stream] = set()

    @property
    def socket(self) -> "zmq.Socket[bytes]":
        """The socket, to be polled for subscriptions."""
        return self._socket

    def begin(self, stream: Stream, now_ns: int) -> None:
        """Publishes a stream from here on."""
        self._streams[stream.topic] = stream
        self.send(stream, stream.header, now_ns)

    def end(self, stream: Stream) -> None:
        """Stops publishing a stream."""
        self._streams.pop(stream.topic, None)
        self._ungreeted.discard(stream)
        stream.end()

    def send(self, stream: Stream, message: Message, now_ns: int) -> None:
        """Sends a message of a stream; subscribers that cannot keep up lose it, and nobody waits."""
        parts = encode(message)
        stream.sent_ns = now_ns
        try:
            self._socket.send_multipart(parts, zmq.DONTWAIT, copy=False)
        except zmq.Again:
            _log.warning("stream.dropped", extra={"session": stream.session, "kind": stream.kind.value})

    def greet(self, now_ns: int) -> list[Stream]:
        """Sends the header of each stream with a new subscriber; returns these streams."""
        for _ in range(_MAX_EVENTS):
            try:
                event = self._socket.recv(zmq.DONTWAIT)
            except zmq.Again:
                break
            if event[:1] == b"\x01":
                self._ungreeted.update(self._subscribed(event[1:]))
        greeted = [stream for stream in self._ungreeted if now_ns >= stream.next_header_ns]
        for stream in greeted:
            self._ungreeted.discard(stream)
            stream.next_header_ns = max(stream.next_header_ns, now_ns - _HEADERS_AT_ONCE_NS) + _HEADER_EVERY_NS
            self.send(stream, stream.header, now_ns)
        return greeted

    def keep_alive(self, now_ns: int) -> None:
        """Sends a keepalive on each silent stream."""
        for stream in self._streams.values():
            if now_ns - stream.sent_ns >= self._heartbeat_ns:
                self.send(stream, stream.keepalive(now_ns), now_ns)

    def _subscribed(self, prefix: bytes) -> list[Stream]:
        try:
            parse_topic(prefix)
        except ProtocolError:
            return [stream for topic, stream in self._streams.items() if topic.startswith(prefix)]
        found = self._streams.get(prefix)
        return [found] if found else []
