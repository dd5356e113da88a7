"""A visit to the stand-in for VTube Studio in one process, with time that only the test moves."""

from mien_bridge.outputs.vts.session import VtsSession, prepare_session
from mien_bridge.outputs.vts.token_store import TokenStore
from tests.bridge.outputs.vts.studio import Studio
from tests.bridge.outputs.vts.studio_line import StudioLine

TURN_NS = 100_000_000
HOST = "127.0.0.1"


class Stage:
    """A visit, its studio, and the time.

    Attributes:
        now_ns: Monotonic time.
    """

    def __init__(self, path, *, default=True, custom=True, studio=None):
        self.now_ns = 7_000_000_000
        self.studio = studio or Studio()
        self.studio.clock = lambda: self.now_ns
        self.tokens = TokenStore(path)
        self.line = StudioLine(self.studio)
        self.session = VtsSession(self.line, prepare_session(self.tokens, HOST, default=default, custom=custom))

    def known(self):
        """As after an earlier visit, when the user has clicked Allow."""
        self.studio.tokens["kept"] = ("Mien", "Mien project")
        self.tokens.keep(HOST, "kept")
        return self

    def turn(self, times=1):
        for _ in range(times):
            self.now_ns += TURN_NS
            self.session.turn(self.now_ns)

    def ready(self):
        """Lets the visit come to where parameters are moved."""
        self.known().turn()
        assert self.session.note == ""
        return self

    def another_moves(self, *names, value=0.9):
        """Another plugin takes parameters."""
        other = StudioLine(self.studio)
        other.session.plugin = ("Other plugin", "Somebody else")
        self.studio.tokens["other"] = other.session.plugin
        entries = [{"id": name, "value": value} for name in names]
        self.studio._inject(other.session, {"parameterValues": entries})
