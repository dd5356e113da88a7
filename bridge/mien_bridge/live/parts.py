"""The parts of a show, made and joined."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mien_bridge.inputs.portaudio import SoundSystem
from mien_bridge.inputs.sound import RATE_HZ
from mien_bridge.live.air import Air
from mien_bridge.live.daemons import Daemon, ForeignDaemon, OwnDaemon
from mien_bridge.live.listening import Listening
from mien_bridge.live.options import ShowOptions
from mien_bridge.live.show import Show
from mien_bridge.live.speaking import Speaking
from mien_bridge.live.takes import Takes
from mien_bridge.outputs.kinds import find_output_kinds
from mien_bridge.outputs.manager import OutputManager
from mien_bridge.runtime.stderr_copy import StderrCopy
from mien_protocol.client import FacePicture, FaceRequest, StreamedFrame
from mien_protocol.client.sessions.operations import SessionWishes
from mien_protocol.messages.connection import Welcome
from mien_protocol.messages.sessions import Opened

__all__ = ["Parts", "parts"]

_RATE_HZ = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """What a show consists of."""

    daemon: Daemon
    air: Air
    listening: Listening
    speaking: Speaking
    outputs: OutputManager
    takes: Takes
    show: Show


def parts(options: ShowOptions, folder: Path, stderr: StderrCopy) -> Parts:
    """Makes the parts; nothing is started but the outputs.

    Args:
        options: Of the show.
        folder: For what is needed only while it lasts, readable by its user alone.
        stderr: Where its user is told how it goes.

    Raises:
        MienError: If a file is of the wrong kind, or an output is set wrongly.
    """
    photo = options.face.photo
    face = FaceRequest(options.face.layout, options.face.size, options.face.rate_hz, "jpeg")
    daemon = _daemon(options, folder, stderr)
    outputs = OutputManager(find_output_kinds())
    takes = Takes(options.record, daemon.connection_file, stderr.say)
    air = Air(daemon, _wishes(options, face), _Audience(outputs, takes, stderr.say))
    listening = Listening(air.send, SoundSystem(), stderr.say)
    speaking = Speaking(listening.mixer.queue, stderr.say)
    show = Show(air=air, listening=listening, speaking=speaking, outputs=outputs, takes=takes, face=face)
    if photo is not None:
        show.name_photo(photo.name, photo.data)
    if options.character is not None:
        show.set_character(options.character.name, options.character.data)
    listening.set_gate(options.input.gate)
    for request in options.outputs:
        outputs.add(request)
    return Parts(daemon, air, listening, speaking, outputs, takes, show)


def _daemon(options: ShowOptions, folder: Path, stderr: StderrCopy) -> Daemon:
    if options.connection_file is not None:
        return ForeignDaemon(options.connection_file)
    asked = [] if options.face.is_possible else ["--no-face"]
    if options.models is not None:
        asked += ["--models", str(options.models)]
    return OwnDaemon(folder / "daemon.json", asked, stderr)


def _wishes(options: ShowOptions, face: FaceRequest) -> SessionWishes:
    photo = options.face.photo
    return SessionWishes(
        pace="live",
        rate_hz=_RATE_HZ,
        seed=options.seed,
        audio_rate_hz=RATE_HZ,
        echo=True,
        controls=options.controls,
        avatar=None if photo is None else photo.data,
        face=None if photo is None else face,
    )


class _Audience:
    """Hands on what comes of the session on air: to outputs, and into recordings."""

    def __init__(self, outputs: OutputManager, takes: Takes, say: Callable[[str], None]) -> None:
        self._outputs = outputs
        self._takes = takes
        self._say = say

    def on_air(self, welcome: Welcome, opened: Opened) -> None:
        self._say(f"on air: session {opened.session}")
        self._takes.on_air(welcome, opened.topics)

    def off_air(self, why: str) -> None:
        self._takes.off_air()
        if why:
            self._say(f"off air: {why}; trying again")

    def frame(self, frame: StreamedFrame | FacePicture) -> None:
        self._outputs.send(frame)
