"""Python client of the daemon, blocking or in an event loop; it starts no threads."""

from mien_protocol.client.async_client import AsyncBakeJob, AsyncClient
from mien_protocol.client.async_session import AsyncSession, AsyncSessionView
from mien_protocol.client.bake_job import BakeJob
from mien_protocol.client.client import Client
from mien_protocol.client.connection.environment import Environment
from mien_protocol.client.connection.transport import Received, Transport
from mien_protocol.client.errors import DaemonBusyError, DaemonSilentError, SessionLostError
from mien_protocol.client.session import ClientSession, SessionView
from mien_protocol.client.streams.face_picture import FacePicture
from mien_protocol.client.streams.inbox import Counts
from mien_protocol.client.streams.jitter_buffer import JitterBuffer
from mien_protocol.client.streams.sound_piece import SoundPiece
from mien_protocol.client.streams.streamed_frame import StreamedFrame
from mien_protocol.messages.sessions import FaceRequest

__all__ = [
    "AsyncBakeJob",
    "AsyncClient",
    "AsyncSession",
    "AsyncSessionView",
    "BakeJob",
    "Client",
    "ClientSession",
    "Counts",
    "DaemonBusyError",
    "DaemonSilentError",
    "Environment",
    "FacePicture",
    "FaceRequest",
    "JitterBuffer",
    "Received",
    "SessionLostError",
    "SessionView",
    "SoundPiece",
    "StreamedFrame",
    "Transport",
]
