"""Features of a daemon beyond the minimum, and errors where it lacks them."""

from typing import Final

from mien_protocol.client.connection.connection import Connection
from mien_protocol.errors import MienError

__all__ = ["require"]

_MISSING: Final = {
    "say": "it speaks no texts: push the audio of the speech, or install a synthesizer where it runs (docs/daemon.md)",
    "face": "it makes no pictures: open the session without `face`, or start it without --no-face",
    "bake": "it bakes nothing: push the sound into a session",
    "echo": "it echoes no sound: play what you push",
}


def require(connection: Connection, feature: str) -> None:
    """Checks that the daemon has a feature.

    Raises:
        MienError: If not, with what to do.
    """
    offered = connection.welcome.features
    if feature not in offered:
        raise MienError(
            f"the daemon {connection.welcome.server} offers {', '.join(offered) or 'nothing'} and not `{feature}`; "
            f"{_MISSING[feature]}"
        )
