"""One connection's life: become known, see what can be moved, and move it."""

from collections.abc import Mapping

from mien_bridge.outputs.vts.authentication import TOKEN_REQUEST, authenticated
from mien_bridge.outputs.vts.dialogue import Dialogue, Line
from mien_bridge.outputs.vts.envelope import Reply
from mien_bridge.outputs.vts.injector import Injector
from mien_bridge.outputs.vts.parameters import Steps, prepared
from mien_bridge.outputs.vts.token_store import TokenStore

__all__ = ["Visit", "arrival"]


class Visit:
    """Begins with the first `turn`, and moves parameters as soon as it may. It never waits."""

    def __init__(self, line: Line, steps: Steps) -> None:
        """Sends nothing yet.

        Args:
            line: To VTube Studio.
            steps: What comes before anything can be moved; see `arrival`.
        """
        self._dialogue = Dialogue(line)
        self._steps = steps
        self._asking = ""
        self._injector: Injector | None = None
        self._now_ns = 0

    @property
    def note(self) -> str:
        """What is waited for, or what cannot be moved; empty if nothing."""
        if self._injector is not None:
            return self._injector.note
        if self._asking == TOKEN_REQUEST:
            return "VTube Studio asks whether Mien may move the model: choose Allow there"
        return "getting ready"

    def put(self, values: Mapping[str, float], *, is_found: bool = True) -> None:
        """Moves parameters; before VTube Studio is ready, nothing.

        Args:
            values: By the name of the parameter.
            is_found: Whether there is a face at all.

        Raises:
            MienError: If the connection is lost, or VTube Studio refuses.
        """
        self._dialogue.listen(self._now_ns)
        if self._injector is not None:
            self._injector.put(values, self._now_ns, is_found=is_found)

    def turn(self, now_ns: int) -> None:
        """Goes on; called ten times a second.

        Args:
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: As `put`, or if VTube Studio does not answer.
        """
        self._now_ns = now_ns
        if not self._asking:
            self._advance([])
        self._dialogue.listen(now_ns)
        if self._injector is not None:
            self._injector.turn(now_ns)

    def _advance(self, replies: list[Reply]) -> None:
        try:
            asks = self._steps.send(replies) if replies else next(self._steps)
        except StopIteration as end:
            self._injector = Injector(self._dialogue, end.value)
        else:
            self._asking = asks[0].type
            self._dialogue.ask_all(asks, self._advance, self._now_ns)


def arrival(tokens: TokenStore, host: str, *, default: bool, custom: bool) -> Steps:
    """What is asked before anything can be moved.

    Args:
        tokens: Where the token is kept.
        host: Where VTube Studio runs.
        default: Whether its own parameters are wanted.
        custom: Whether Mien's custom ones are.

    Raises:
        MienError: If VTube Studio refuses.
    """
    yield from authenticated(tokens, host)
    return (yield from prepared(default=default, custom=custom))
