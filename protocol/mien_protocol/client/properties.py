"""Properties of a client, its sessions and its bakes that need no waiting."""

from mien_protocol.client.connection.connection import Connection
from mien_protocol.client.sessions.bake import Bake
from mien_protocol.client.sessions.opened_session import OpenedSession
from mien_protocol.client.sessions.streamed_session import StreamedSession
from mien_protocol.client.streams.inbox import Counts
from mien_protocol.clock import ClockOffset
from mien_protocol.messages.bake import BakeOpened
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.sessions import Opened
from mien_protocol.messages.streams import AudioStreamHeader, FaceStreamHeader, MotionStreamHeader
from mien_protocol.topics import StreamKind

__all__ = ["BakeProperties", "ClientProperties", "OpenedProperties", "SessionProperties"]


class ClientProperties:
    """Properties of a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def welcome(self) -> Welcome:
        """The daemon's welcome: its features, its limits."""
        return self._connection.welcome

    @property
    def clock(self) -> ClockOffset:
        """The daemon's clock in the client's, which is `time.monotonic_ns`; known a second or two after the start."""
        return self._connection.offset

    @property
    def is_connected(self) -> bool:
        """True if the daemon answered lately; if not, the client tries again by itself."""
        return self._connection.is_up


class SessionProperties:
    """Properties of any session, opened or watched."""

    def __init__(self, core: StreamedSession) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """Its name at the daemon."""
        return self._core.name

    @property
    def is_open(self) -> bool:
        """True while it is neither closed nor lost."""
        return not self._core.is_closed and self._core.failure is None

    @property
    def header(self) -> MotionStreamHeader | None:
        """Header of the motion stream; None before it arrives."""
        return self._core.streams.motion.header

    @property
    def face_header(self) -> FaceStreamHeader | None:
        """Header of the stream of pictures; None if there is none."""
        return self._core.streams.face.header

    @property
    def sound_header(self) -> AudioStreamHeader | None:
        """Header of the stream of sound; None if there is none."""
        return self._core.streams.sound.header

    @property
    def lost(self) -> int:
        """Frames of motion that never arrived, or were not read in time."""
        counts = self.counts(StreamKind.MOTION)
        return counts.lost + counts.unread

    @property
    def stale(self) -> int:
        """Frames of motion dropped as belonging to an older epoch."""
        return self.counts(StreamKind.MOTION).stale

    def counts(self, kind: StreamKind) -> Counts:
        """Counts of the frames of one of the streams."""
        return self._core.streams.inbox(kind).counts


class OpenedProperties(SessionProperties):
    """Properties of a session that this client has opened."""

    _own: OpenedSession

    @property
    def opened(self) -> Opened:
        """The daemon's reply to the opening: its look-ahead, the photo's hash."""
        return self._own.opened

    @property
    def credit(self) -> int:
        """Samples that may be pushed at once without waiting."""
        return self._own.credit


class BakeProperties:
    """Properties of a bake."""

    def __init__(self, core: Bake) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """Its name at the daemon."""
        return self._core.name

    @property
    def opened(self) -> BakeOpened:
        """The daemon's reply to the opening: the names, the latent's model."""
        return self._core.opened

    @property
    def frames(self) -> int:
        """Number of frames that have arrived."""
        return self._core.frames

    @property
    def progress(self) -> float:
        """Share of the motion that has arrived, 0..1; relative to the sound sent, if its length is unknown."""
        return self._core.progress

    @property
    def is_done(self) -> bool:
        """True once everything has arrived, or the bake was cancelled, and all of it was read."""
        return self._core.is_done
