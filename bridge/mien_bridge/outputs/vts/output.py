"""The output to VTube Studio: finds it, and moves the model that it shows."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from mien_bridge.outputs.address import Address
from mien_bridge.outputs.output import MotionOutput
from mien_bridge.outputs.request import OutputKind
from mien_bridge.outputs.setting import Setting
from mien_bridge.outputs.vts.connection import VtsConnection
from mien_bridge.outputs.vts.discovery import Discovery, read_address
from mien_bridge.outputs.vts.errors import DeniedError
from mien_bridge.outputs.vts.session import VtsSession, prepare_session
from mien_bridge.outputs.vts.token_store import TokenStore
from mien_bridge.outputs.vts.tracked_values import custom_values, tracking_values
from mien_protocol.client import StreamedFrame

__all__ = ["VTS", "VTubeStudioOutput"]

_LOOK_NS: Final = 5_000_000_000
"""Time to wait for broadcasts, which come every two seconds."""

_LOST_NS: Final = 2_000_000_000
"""After so long without a frame there is no face."""

_LEAST_STEP_NS: Final = 15_000_000
"""Of motion at more than 60 frames a second, those in between are left out."""


class VTubeStudioOutput(MotionOutput):
    """Moves the model that VTube Studio shows.

    Only connecting may wait, for some seconds. What a person has to allow first may take minutes, in which `note` says
    so. Whoever denies it is not asked again, until this output is switched off and on.
    """

    def __init__(
        self,
        address: Address | None,
        *,
        default: bool = True,
        custom: bool = True,
        tokens: TokenStore | None = None,
        discovery: Callable[[], Discovery] = Discovery,
    ) -> None:
        """Opens nothing yet.

        Args:
            address: Where VTube Studio is; None to look for it on this computer.
            default: Whether its own parameters are moved.
            custom: Whether Mien's custom parameters are made and moved.
            tokens: Where the token is kept; the user's own file if None.
            discovery: What looks for it.
        """
        self._address = address
        self._default = default
        self._custom = custom
        self._tokens = tokens or TokenStore()
        self._discovery = discovery
        self._denied: str | None = None
        self._search: Discovery | None = None
        self._connection: VtsConnection | None = None
        self._session: VtsSession | None = None
        self._search_until_ns: int | None = None
        self._last: StreamedFrame | None = None
        self._is_fed = False
        self._is_lost = True
        self._fed_ns = 0

    def open(self) -> None:
        """Connects, or begins to look for VTube Studio.

        Raises:
            MienError: If nothing answers, or its user has denied Mien before.
        """
        if self._denied is not None:
            raise DeniedError(self._denied)
        if self._address is None:
            self._search = self._discovery()
        else:
            self._connect(self._address)

    def send(self, frame: StreamedFrame) -> None:
        """Moves the model, once VTube Studio is ready; see `Output.send`."""
        self._is_fed = True
        if self._last is not None and 0 <= frame.time_ns - self._last.time_ns < _LEAST_STEP_NS:
            return
        self._last = frame
        self._move(frame, is_found=True)

    def turn(self, now_ns: int) -> None:
        """Does what is due; see `Output.turn`."""
        if self._search is not None:
            self._look(self._search, now_ns)
        if self._session is None:
            return
        with self._heeding_denial():
            self._session.turn(now_ns)
        self._watch(now_ns)

    def close(self) -> None:
        """Disconnects; VTube Studio returns the parameters to whatever moved them before."""
        search, connection = self._search, self._connection
        self._search = self._connection = self._session = self._last = self._search_until_ns = None
        self._is_fed, self._is_lost = False, True
        if search is not None:
            search.close()
        if connection is not None:
            connection.close()

    @property
    def note(self) -> str:
        """A note on what is waited for, or what cannot be moved; empty if nothing."""
        if self._session is not None:
            return self._session.note
        return "looking for VTube Studio on this computer" if self._search is not None else ""

    def _look(self, search: Discovery, now_ns: int) -> None:
        if self._search_until_ns is None:
            self._search_until_ns = now_ns + _LOOK_NS
        found = search.look()
        if found is None and now_ns < self._search_until_ns:
            return
        address = found or search.give_up()
        search.close()
        self._search = None
        self._connect(address)

    def _connect(self, address: Address) -> None:
        self._connection = VtsConnection(address)
        steps = prepare_session(self._tokens, address.host, default=self._default, custom=self._custom)
        self._session = VtsSession(self._connection, steps)

    def _watch(self, now_ns: int) -> None:
        """Tells VTube Studio that there is no face when frames have ceased to come."""
        if self._is_fed:
            self._is_fed, self._is_lost, self._fed_ns = False, False, now_ns
        elif not self._is_lost and now_ns - self._fed_ns >= _LOST_NS and self._last is not None:
            self._is_lost = True
            self._move(self._last, is_found=False)

    def _move(self, frame: StreamedFrame, *, is_found: bool) -> None:
        if self._session is None:
            return
        values = {
            **(tracking_values(frame) if self._default else {}),
            **(custom_values(frame) if self._custom else {}),
        }
        with self._heeding_denial():
            self._session.put(values, is_found=is_found)

    @contextmanager
    def _heeding_denial(self) -> Iterator[None]:
        try:
            yield
        except DeniedError as error:
            self._denied = str(error)
            raise


def _made(settings: Mapping[str, Any]) -> VTubeStudioOutput:
    address = read_address(settings["to"]) if settings["to"] else None
    wanted = settings["parameters"]
    return VTubeStudioOutput(address, default=wanted != "custom", custom=wanted != "default")


VTS: Final = OutputKind(
    kind="vts",
    title="VTube Studio",
    settings=(
        Setting("to", "", "HOST:PORT of VTube Studio's API; if empty, this computer is searched"),
        Setting(
            "parameters",
            "both",
            "parameters to move: VTube Studio's own, a custom one for each coefficient, or both",
            choices=("both", "default", "custom"),
        ),
    ),
    make=_made,
)
