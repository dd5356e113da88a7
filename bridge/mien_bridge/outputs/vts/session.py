"""A session with VTube Studio: authenticate, list the parameters, move them."""

from collections.abc import Mapping

from mien_bridge.outputs.vts.authentication import TOKEN_REQUEST, authenticate
from mien_bridge.outputs.vts.envelope import Reply
from mien_bridge.outputs.vts.injector import Injector
from mien_bridge.outputs.vts.parameters import Steps, prepare_parameters
from mien_bridge.outputs.vts.requests import MessageChannel, RequestTracker
from mien_bridge.outputs.vts.token_store import TokenStore

__all__ = ["VtsSession", "prepare_session"]


class VtsSession:
    """Begins with the first `turn`, and moves parameters as soon as it may. It never waits."""

    def __init__(self, channel: MessageChannel, steps: Steps) -> None:
        """Sends nothing yet.

        Args:
            channel: To VTube Studio.
            steps: What comes before anything can be moved; see `prepare_session`.
        """
        self._tracker = RequestTracker(channel)
        self._steps = steps
        self._requesting = ""
        self._injector: Injector | None = None
        self._now_ns = 0

    @property
    def note(self) -> str:
        """A note on what is waited for, or what cannot be moved; empty if nothing."""
        if self._injector is not None:
            return self._injector.note
        if self._requesting == TOKEN_REQUEST:
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
        self._tracker.listen(self._now_ns)
        if self._injector is not None:
            self._injector.put(values, self._now_ns, is_found=is_found)

    def turn(self, now_ns: int) -> None:
        """Does what is due; called ten times a second.

        Args:
            now_ns: Monotonic time, nanoseconds.

        Raises:
            MienError: As `put`, or if VTube Studio does not answer.
        """
        self._now_ns = now_ns
        if not self._requesting:
            self._advance([])
        self._tracker.listen(now_ns)
        if self._injector is not None:
            self._injector.turn(now_ns)

    def _advance(self, replies: list[Reply]) -> None:
        try:
            requests = self._steps.send(replies) if replies else next(self._steps)
        except StopIteration as end:
            self._injector = Injector(self._tracker, end.value)
        else:
            self._requesting = requests[0].type
            self._tracker.request_all(requests, self._advance, self._now_ns)


def prepare_session(tokens: TokenStore, host: str, *, default: bool, custom: bool) -> Steps:
    """Requests what is needed before anything can be moved.

    Args:
        tokens: Where the token is kept.
        host: Where VTube Studio runs.
        default: Whether its own parameters are wanted.
        custom: Whether Mien's custom ones are.

    Raises:
        MienError: If VTube Studio refuses.
    """
    yield from authenticate(tokens, host)
    return (yield from prepare_parameters(default=default, custom=custom))
