"""A session on the wire: its performance, its streams, and whom they concern."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mien_bridge.daemon.performing.accepted_audio import Asker, UtteranceEnd
from mien_bridge.daemon.performing.performed import Echo, Performed
from mien_bridge.daemon.performing.session import Session
from mien_bridge.daemon.performing.traits import Traits
from mien_bridge.daemon.pictures.faces import Faces
from mien_bridge.daemon.sessions.face_stream import FaceStream
from mien_bridge.daemon.sessions.speaker import Speaker, Spoken
from mien_bridge.daemon.sessions.texts import Texts
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
from mien_protocol.topics import StreamKind

__all__ = ["LiveSession", "Outlets"]

_RETRY_NS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a session's messages go.

    Attributes:
        motion: Motion and echoed audio.
        face: Pictures.
        faces: What draws them; None where this daemon draws none.
        speaker: What speaks texts; None where this daemon has no voice.
        tell: Sends a message to a connection of the control socket; False if it is gone, or has no room.
    """

    motion: Publisher
    face: Publisher
    faces: Faces | None
    speaker: Speaker | None
    tell: Callable[[bytes, Message], bool]


class LiveSession:
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
        traits: Traits,
        server_id: str,
        outlets: Outlets,
    ) -> None:
        self.name = name
        self.owner = owner
        self.session = session
        self.face: FaceStream | None = None
        self._asked = asked
        self._traits = traits
        self._server_id = server_id
        self._outlets = outlets
        self._motion = Stream(StreamKind.MOTION, name, self._motion_header)
        self._audio = Stream(StreamKind.AUDIO, name, self._audio_header) if asked.echo else None
        self._texts = (
            None if outlets.speaker is None else Texts(name, session.audio, asked.audio_rate_hz, outlets.speaker)
        )
        self._pusher = owner
        self._told_credit = session.audio.credit
        self._retry_ns = 0

    def begin(self, renderer: FaceRenderer | None, now_ns: int) -> None:
        """Begins the streams; that of pictures, too, if there is what draws them."""
        if renderer is not None and self._asked.face is not None:
            self.face = FaceStream(self.name, renderer, self._asked.face, self._server_id, lambda: self.session.epoch)
            self._outlets.face.begin(self.face.stream, now_ns)
        self._outlets.motion.begin(self._motion, now_ns)
        if self._audio is not None:
            self._outlets.motion.begin(self._audio, now_ns)

    def end(self) -> None:
        """Ends the streams, and refuses what was to be answered when it is performed."""
        error = ProtocolError(ErrorCode.NO_SESSION, f"the session {self.name} has ended before")
        for end in self.session.drop():
            if end.asker is not None:
                reply = ErrorReply.of(error.answering(end.asker.id, self.name))
                self._outlets.tell(end.asker.identity, reply)
        for answer in [] if self._texts is None else self._texts.drop(error):
            self._outlets.tell(answer.asker.identity, answer.reply)
        self._outlets.motion.end(self._motion)
        if self._audio is not None:
            self._outlets.motion.end(self._audio)
        if self.face is not None:
            self._outlets.face.end(self.face.stream)
            if self._outlets.faces is not None:
                self._outlets.faces.forget(self.name)
            # It knows the session: they would keep each other, and tens of megabytes, alive.
            self.face = None

    def opened(self, re: int, avatar_sha256: str | None) -> Opened:
        """What answers the opening."""
        topics = Topics(
            self._motion.topic.decode(),
            None if self.face is None else self.face.stream.topic.decode(),
            None if self._audio is None else self._audio.topic.decode(),
        )
        return Opened(re, self.name, topics, self._traits.look_ahead_ns, self.session.audio.credit, avatar_sha256)

    def snapshot(self) -> SessionSnapshot:
        """What a client needs that comes late."""
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
        """How far the audio got, and may go."""
        return AudioProgress(self.name, self.session.audio.accepted, self.session.audio.credit)

    def push(self, identity: bytes, message: PushAudio) -> None:
        """Takes audio.

        Raises:
            ProtocolError: If it is out of order, or more than the credit allows.
        """
        self._pusher = identity
        # Copied, or a few samples that wait would keep the whole message that they came in.
        self.session.audio.push(message.seq, unpack_audio(message.payload).copy())

    def say(self, asker: Asker, text: str, voice: str | None) -> None:
        """Takes a text to be spoken, which will be answered.

        Raises:
            ProtocolError: `tts`, if the daemon has no voice, or the session is of another pace, or nothing can be said.
        """
        if self._texts is None:
            raise ProtocolError(
                ErrorCode.TTS,
                "this daemon has no voice",
                "install one beside it, `pip install espeakng-loader`, and start it again; or push the audio",
            )
        if self.session.is_live:
            raise ProtocolError(
                ErrorCode.TTS, "the session has pace `live`, expected `speak`", "open one of pace `speak` for texts"
            )
        self._texts.say(asker, text, voice)

    def take(self, spoken: Spoken) -> None:
        """Takes what came of a text."""
        answer = None if self._texts is None else self._texts.take(spoken)
        if answer is not None:
            self._outlets.tell(answer.asker.identity, answer.reply)

    def cancel(self, asker: Asker, now_ns: int) -> None:
        """Begins a new epoch, and sends its first frame at once."""
        time_ns, ends = self.session.cancel(now_ns)
        unmade = [] if self._texts is None else self._texts.drop()
        if self.face is not None and self._outlets.faces is not None:
            self._outlets.faces.forget(self.name)
            self.face.restart()
        self._outlets.tell(asker.identity, Cancelled(asker.id, self.name, self.session.epoch, time_ns))
        self.perform(now_ns)
        for end in ends:
            self._answer(end)
        for answer in unmade:
            self._outlets.tell(answer.asker.identity, answer.reply)

    def perform(self, now_ns: int) -> None:
        """Lets the performance go on, and sends what leaves now."""
        step = self.session.advance(now_ns)
        if step.echo is not None and self._audio is not None:
            self._send_echo(self._audio, step.echo, now_ns)
        if step.frames is not None:
            self._send_frames(step.frames, now_ns)
        for end in step.ended:
            self._answer(end)
        self._tell_progress(now_ns)

    def _send_frames(self, frames: Performed, now_ns: int) -> None:
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
            self._outlets.motion.send(self._motion, frame, now_ns)
        if self.face is not None and self._outlets.faces is not None:
            for request in self.face.requests(frames):
                self._outlets.faces.request(request)

    def _send_echo(self, stream: Stream, echo: Echo, now_ns: int) -> None:
        samples = pack_audio(echo.samples)
        frame = AudioFrame(
            self.name, echo.epoch, stream.number(), echo.time_ns, now_ns, 0, samples, first_sample=echo.first
        )
        self._outlets.motion.send(stream, frame, now_ns)

    def _answer(self, end: UtteranceEnd) -> None:
        if end.asker is not None:
            self._outlets.tell(end.asker.identity, AudioEnded(end.asker.id, self.name, end.samples))

    def _tell_progress(self, now_ns: int) -> None:
        """Tells the one who pushes of more credit, each second of it."""
        progress = self.progress()
        if progress.credit - self._told_credit < self._asked.audio_rate_hz or now_ns < self._retry_ns:
            return
        if self._outlets.tell(self._pusher, progress):
            self._told_credit = progress.credit
        else:
            # Told again: a client that waits for credit would wait for good.
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
