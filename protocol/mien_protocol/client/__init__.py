"""A client of the daemon, for programs in Python: synchronous, without threads."""

from mien_protocol.client.client import Client
from mien_protocol.client.connection import Surroundings
from mien_protocol.client.errors import DaemonSilentError, SessionLostError
from mien_protocol.client.jitter_buffer import JitterBuffer
from mien_protocol.client.session import ClientSession
from mien_protocol.client.streamed_frame import StreamedFrame
from mien_protocol.client.transport import Transport

__all__ = [
    "Client",
    "ClientSession",
    "DaemonSilentError",
    "JitterBuffer",
    "SessionLostError",
    "StreamedFrame",
    "Surroundings",
    "Transport",
]
