"""The identity that a daemon presents."""

from dataclasses import dataclass

from mien_bridge.daemon.wire.connection_file import Endpoints
from mien_protocol.limits import DEFAULT_LIMITS
from mien_protocol.messages.common import PROTOCOL_VERSION
from mien_protocol.messages.connection import Hello, Welcome

__all__ = ["DaemonIdentity"]


@dataclass(frozen=True, slots=True)
class DaemonIdentity:
    """Name, features and addresses of a daemon.

    Attributes:
        name: Name and version.
        server_id: 16 hexadecimal digits, new at every start.
        features: What it can do beyond the minimum.
        endpoints: Where its sockets are.
        heartbeat_s: Within what time each side gives a sign of life.
    """

    name: str
    server_id: str
    features: tuple[str, ...]
    endpoints: Endpoints
    heartbeat_s: float

    def welcome(self, hello: Hello, now_ns: int) -> Welcome:
        """The answer to a `hello` of this major version, at a daemon time."""
        return Welcome(
            re=hello.id,
            protocol=(PROTOCOL_VERSION[0], min(PROTOCOL_VERSION[1], hello.protocol[1])),
            server=self.name,
            server_id=self.server_id,
            features=self.features,
            limits=DEFAULT_LIMITS.differing(),
            daemon_ns=now_ns,
            motion=self.endpoints.motion,
            face=self.endpoints.face,
            bake=self.endpoints.bake,
            heartbeat_s=self.heartbeat_s,
        )
