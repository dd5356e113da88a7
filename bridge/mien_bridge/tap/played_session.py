"""A recorded session that is published again, under a name of its own."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_bridge.tap.contents import RecordedSession
from mien_protocol.messages.frames import Frame
from mien_protocol.messages.sessions import Topics
from mien_protocol.messages.snapshot import SessionSnapshot
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, MotionStreamHeader, StreamHeader
from mien_protocol.topics import StreamKind

__all__ = ["PlayedSession"]


class PlayedSession:
    """The streams of one session.

    Attributes:
        name: What it is called here.
        epoch: The current one.
        time_ns: Media time of the newest frame of motion, or of the first one to come.
    """

    def __init__(
        self,
        recorded: RecordedSession,
        name: str,
        kinds: set[StreamKind],
        publishers: Mapping[StreamKind, Publisher],
        server_id: str,
    ) -> None:
        """A session that publishes nothing yet.

        Args:
            recorded: What is played.
            name: What to call it.
            kinds: Which of its streams to publish.
            publishers: Where, by kind of stream.
            server_id: Of the daemon that publishes.
        """
        motion = recorded.streams[StreamKind.MOTION]
        self.name = name
        self.epoch = motion.first.epoch
        self.time_ns = motion.first.time_ns
        self._interruptions = 0
        self._publishers = publishers
        self._server_id = server_id
        self._headers = {kind: stream.header for kind, stream in recorded.streams.items() if kind in kinds}
        self._streams = {kind: Stream(kind, name, partial(self._header, kind)) for kind in self._headers}
        for kind, stream in self._streams.items():
            stream.next_seq = recorded.streams[kind].first.seq

    @property
    def topics(self) -> Topics:
        """Topics to subscribe to."""
        named = {kind: stream.topic.decode() for kind, stream in self._streams.items()}
        return Topics(named[StreamKind.MOTION], named.get(StreamKind.FACE), named.get(StreamKind.AUDIO))

    def owns(self, stream: Stream) -> bool:
        """True if a stream is one of this session's."""
        return self._streams.get(stream.kind) is stream

    def begin(self, now_ns: int) -> None:
        """Begins its streams."""
        for kind, stream in self._streams.items():
            self._publishers[kind].begin(stream, now_ns)

    def end(self) -> None:
        """Ends its streams."""
        for kind, stream in self._streams.items():
            self._publishers[kind].end(stream)

    def publish(self, message: Frame | StreamHeader, now_ns: int) -> None:
        """Sends a frame, stamped with this daemon's time; a header is kept for whoever subscribes."""
        if isinstance(message, StreamHeader):
            if message.kind in self._headers:
                self._headers[StreamKind(message.kind)] = message
            return
        stream = self._streams.get(message.KIND)
        if stream is None:
            return
        self.epoch = max(self.epoch, message.epoch + self._interruptions)
        if message.KIND is StreamKind.MOTION:
            self.time_ns = message.time_ns
        sent = replace(message, session=self.name, epoch=message.epoch + self._interruptions, daemon_ns=now_ns)
        self._publishers[message.KIND].send(stream, sent, now_ns)
        stream.next_seq = message.seq + 1

    def interrupt(self) -> None:
        """Begins a new epoch, in which the recording goes on."""
        self._interruptions += 1
        self.epoch += 1

    def snapshot(self) -> SessionSnapshot:
        """The state that a late client needs."""
        headers = {kind: self._header(kind) for kind in self._headers}
        return SessionSnapshot(
            session=self.name,
            epoch=self.epoch,
            next_seq={stream.topic.decode(): stream.next_seq for stream in self._streams.values()},
            motion=cast("MotionStreamHeader", headers[StreamKind.MOTION]),
            face=cast("FaceStreamHeader | None", headers.get(StreamKind.FACE)),
            audio=cast("AudioStreamHeader | None", headers.get(StreamKind.AUDIO)),
        )

    def _header(self, kind: StreamKind) -> StreamHeader:
        return replace(self._headers[kind], session=self.name, server_id=self._server_id, epoch=self.epoch)
