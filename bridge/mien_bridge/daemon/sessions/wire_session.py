"""A session on the wire: its performance, its streams and its clients."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mien_bridge.daemon.performance.audio_queue import Requester, UtteranceEnd
from mien_bridge.daemon.performance.pipeline_traits import PipelineTraits
from mien_bridge.daemon.performance.session import Session
from mien_bridge.daemon.performance.step import Echo, FlaggedMotion
from mien_bridge.daemon.pictures.face_worker import FaceWorker
from mien_bridge.daemon.sessions.face_stream import FaceStream
from mien_bridge.daemon.sessions.text_queue import TextQueue
from mien_bridge.daemon.sessions.tts_worker import SpeechResult, TtsWorker
from mien_bridge.daemon.wire.streams import Publisher, Stream
from mien_inference.interfaces import FaceRenderer
from mien_protocol.audio_payload import pack_audio, unpack_audio
from mien_protocol.errors import ErrorCode, ProtocolError
from mien_protocol.messages.connection import ErrorReply
from mien_protocol.messages.frames import AudioFrame, MotionStreamFrame
from mien_protocol.messages.sessions import Opened, OpenSession, Topics
from mien_protocol.messages.snapshot import SessionSnapshot
from mien_protocol.messages.speech import AudioEnded, AudioProgress, Cancelled, PushAudio
from mien_protocol.messages.streams import AudioStreamHeader, MotionStreamHeader
from mien_protocol.motion_payload import frame_payloads
from mien_protocol.rig import EXPRESSION_NAMES
from mien_protocol.schema import Message
from mien_protocol.text_tags import TaggedText
from mien_protocol.topics import StreamKind

__all__ = ["SessionChannels", "WireSession"]

_RETRY_NS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class SessionChannels:
    """Destinations of a session's messages.

    Attributes:
        motion: Motion and echoed audio.
        face: Pictures.
        face_worker: What draws them; None where this daemon draws none.
        tts_worker: What speaks texts; None where this daemon has no voice.
        tell: Sends a message to a connection of the control socket; False if it is gone, or has no room.
    """

    motion: Publisher
    face: Publisher
    face_worker: FaceWorker | None
    tts_worker: TtsWorker | None
    tell: Callable[[bytes, Message], bool]


class WireSession:
    """One session that was opened over the control socket.

    Attributes:
        name: Its name on the wire.
        owner: Routing id of the connection that opened it.
        session: The performance.
        face: Its pictures, or None.
    """

    def __init__(
        self,
        name: str,
        *,
        owner: bytes,
        session: Session,
        asked: OpenSession,
        traits: PipelineTraits,
        server_id: str,
        channels: SessionChannels,
    ) -> None:
        self.name = name
        self.owner = owner
        self.session = session
        self.face: FaceStream | None = None
        self._asked = asked
        self._traits = traits
        self._server_id = server_id
        self._channels = channels
        self._motion = Stream(StreamKind.MOTION, name, self._motion_header)
        self._audio = Stream(StreamKind.AUDIO, name, self._audio_header) if asked.echo else None
        self._text_queue = (
            None
            if channels.tts_worker is None
            else TextQueue(name, session.audio, asked.audio_rate_hz, channels.tts_worker)
        )
        self._pusher = owner
        self._told_credit = session.audio.credit
        self._retry_ns = 0

    def begin(self, renderer: FaceRenderer | None, now_ns: int) -> None:
        """Begins the streams; that of pictures, too, if there is a renderer."""
        if renderer is not None and self._asked.face is not None:
            self.face = FaceStream(self.name, renderer, self._asked.face, self._server_id, lambda: self.session.epoch)
            self._channels.face.begin(self.face.stream, now_ns)
        self._channels.motion.begin(self._motion, now_ns)
        if self._audio is not None:
            self._channels.motion.begin(self._audio, now_ns)

    def end(self) -> None:
        """Ends the streams, and answers pending requests with an error."""
        error = ProtocolError(ErrorCode.NO_SESSION, f"the session {self.name} has ended before")
        for end in self.session.drop():
            if end.requester is not None:
                reply = ErrorReply.of(error.answering(end.requester.id, self.name))
                self._channels.tell(end.requester.identity, reply)
        for answer in [] if self._text_queue is None else self._text_queue.drop(error):
            self._channels.tell(answer.requester.identity, answer.reply)
        self._channels.motion.end(self._motion)
        if self._audio is not None:
            self._channels.motion.end(self._audio)
        if self.face is not None:
            self._channels.face.end(self.face.stream)
            if self._channels.face_worker is not None:
                self._channels.face_worker.forget(self.name)
            # It refers to the session: they would keep each other, and tens of megabytes, alive.
            self.face = None

    def opened(self, re: int, avatar_sha256: str | None) -> Opened:
        """The reply to the request that opened the session."""
        topics = Topics(
            self._motion.topic.decode(),
            None if self.face is None else self.face.stream.topic.decode(),
            None if self._audio is None else self._audio.topic.decode(),
        )
        return Opened(re, self.name, topics, self._traits.look_ahead_ns, self.session.audio.credit, avatar_sha256)

    def snapshot(self) -> SessionSnapshot:
        """The state that a late client needs."""
        streams = [self._motion, self._audio, None if self.face is None else self.face.stream]
        return SessionSnapshot(
            session=self.name,
            epoch=self.session.epoch,
            next_seq={stream.topic.decode(): stream.next_seq for stream in streams if stream is not None},
            motion=self._motion_header(),
            face=None if self.face is None else self.face.header(),
            audio=None if self._audio is None else self._audio_header(),
        )

    def progress(self) -> AudioProgress:
        """Progress and credit of the audio."""
        return AudioProgress(self.name, self.session.audio.accepted, self.session.audio.credit)

    def push(self, identity: bytes, message: PushAudio) -> None:
        """Takes audio.

        Raises:
            ProtocolError: If it is out of order, or more than the credit allows.
        """
        self._pusher = identity
        # Copied: a few queued samples would otherwise keep their whole message alive.
        self.session.audio.push(message.seq, unpack_audio(message.payload).copy())

    def say(self, requester: Requester, text: TaggedText, voice: str | None) -> None:
        """Takes a text to be spoken, which will be answered.

        Raises:
            ProtocolError: `tts`, if the daemon has no voice, or the session is of another pace, or nothing can be said.
        """
        if self._text_queue is None:
            raise ProtocolError(
                ErrorCode.TTS,
                "this daemon has no voice",
                "install one beside it, `pip install espeakng-loader`, and start it again; or push the audio",
            )
        if self.session.is_live:
            raise ProtocolError(
                ErrorCode.TTS, "the session has pace `live`, expected `speak`", "open one of pace `speak` for texts"
            )
        self._text_queue.say(requester, text, voice)

    def take(self, spoken: SpeechResult) -> None:
        """Takes the result of a text."""
        answer = None if self._text_queue is None else self._text_queue.take(spoken)
        if answer is not None:
            self._channels.tell(answer.requester.identity, answer.reply)

    def cancel(self, requester: Requester, now_ns: int) -> None:
        """Begins a new epoch, and sends its first frame at once."""
        time_ns, ends = self.session.cancel(now_ns)
        unmade = [] if self._text_queue is None else self._text_queue.drop()
        if self.face is not None and self._channels.face_worker is not None:
            self._channels.face_worker.forget(self.name)
            self.face.restart()
        self._channels.tell(requester.identity, Cancelled(requester.id, self.name, self.session.epoch, time_ns))
        self.perform(now_ns)
        for end in ends:
            self._answer(end)
        for answer in unmade:
            self._channels.tell(answer.requester.identity, answer.reply)

    def perform(self, now_ns: int) -> None:
        """Advances the performance, and sends what is due."""
        step = self.session.advance(now_ns)
        if step.echo is not None and self._audio is not None:
            self._send_echo(self._audio, step.echo, now_ns)
        if step.frames is not None:
            self._send_frames(step.frames, now_ns)
        for end in step.ended:
            self._answer(end)
        self._tell_progress(now_ns)

    def _send_frames(self, frames: FlaggedMotion, now_ns: int) -> None:
        payloads = frame_payloads(frames.motion, latents=self._asked.latents)
        for index, payload in enumerate(payloads):
            frame = MotionStreamFrame(
                self.name,
                frames.epoch,
                self._motion.number(),
                int(frames.motion.time_ns[index]),
                now_ns,
                int(frames.flags[index]),
                payload,
            )
            self._channels.motion.send(self._motion, frame, now_ns)
        if self.face is not None and self._channels.face_worker is not None:
            for request in self.face.requests(frames):
                self._channels.face_worker.request(request)

    def _send_echo(self, stream: Stream, echo: Echo, now_ns: int) -> None:
        samples = pack_audio(echo.samples)
        frame = AudioFrame(
            self.name, echo.epoch, stream.number(), echo.time_ns, now_ns, 0, samples, first_sample=echo.first
        )
        self._channels.motion.send(stream, frame, now_ns)

    def _answer(self, end: UtteranceEnd) -> None:
        if end.requester is not None:
            self._channels.tell(end.requester.identity, AudioEnded(end.requester.id, self.name, end.samples))

    def _tell_progress(self, now_ns: int) -> None:
        """Tells the pushing client of new credit, once a second's worth has come."""
        progress = self.progress()
        if progress.credit - self._told_credit < self._asked.audio_rate_hz or now_ns < self._retry_ns:
            return
        if self._channels.tell(self._pusher, progress):
            self._told_credit = progress.credit
        else:
            # Repeated: a client that waits for credit would wait for good.
            self._retry_ns = now_ns + _RETRY_NS

    def _motion_header(self) -> MotionStreamHeader:
        return MotionStreamHeader(
            session=self.name,
            server_id=self._server_id,
            kind=StreamKind.MOTION,
            epoch=self.session.epoch,
            rate_hz=self._asked.rate_hz,
            layout="m1l" if self._asked.latents else "m1",
            expression_names=EXPRESSION_NAMES,
            latent_model=self._traits.latent_model if self._asked.latents else None,
            latent_size=self._traits.latent_size if self._asked.latents else 0,
        )

    def _audio_header(self) -> AudioStreamHeader:
        return AudioStreamHeader(
            self.name, self._server_id, StreamKind.AUDIO, self.session.epoch, self._asked.audio_rate_hz, "i2"
        )
