"""Options of a show."""

from dataclasses import dataclass, field
from pathlib import Path

from mien_bridge.inputs.gate import GateOptions
from mien_bridge.outputs.request import OutputRequest
from mien_bridge.web.options import WebOptions
from mien_protocol.messages.controls import PartialControls

__all__ = ["FaceOptions", "InputOptions", "NamedFile", "ShowOptions"]


@dataclass(frozen=True, slots=True)
class InputOptions:
    """Source of the sound at the start.

    Attributes:
        kind: `microphone`, `file`, `page` or `none`.
        device: Which microphone, as its user names it; None for the system's own.
        is_loopback: Whether it is what other programs play, where no device is named.
        file: The recording, of `file`.
        gate: When the microphone is heard.
    """

    kind: str = "microphone"
    device: str | None = None
    is_loopback: bool = False
    file: Path | None = None
    gate: GateOptions = field(default_factory=GateOptions)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that was read.

    Attributes:
        name: For people.
        data: Its content.
    """

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FaceOptions:
    """The pictures.

    Attributes:
        photo: Whose face; None for none yet.
        size: Longer side, pixels.
        rate_hz: Pictures a second.
        layout: `portrait`, `cutout` or `texture`.
        is_possible: Whether a photo may be given later; else no model files are needed.
    """

    photo: NamedFile | None = None
    size: int = 512
    rate_hz: int = 40
    layout: str = "portrait"
    is_possible: bool = True


@dataclass(frozen=True, slots=True)
class ShowOptions:
    """A show.

    Attributes:
        input: Where the sound comes from.
        face: The pictures.
        controls: How the face moves.
        seed: Chooses a performance; None lets the sound choose it.
        outputs: The programs that are sent the face.
        page: Where the page is; None for none.
        character: A VRM or GLB that pages show; None for the stock head.
        record: The folder into which to record from the start; None to record only when asked.
        connection_file: Of a daemon that runs already; None for one of the show's own.
        voice: The voice of texts that ask for none; None for the first there is.
        models: Folder of the model files as the user gave it.
        until_end: Whether the show is over when the recording has been said.
    """

    input: InputOptions = field(default_factory=InputOptions)
    face: FaceOptions = field(default_factory=FaceOptions)
    controls: PartialControls = field(default_factory=PartialControls)
    seed: int | None = None
    outputs: tuple[OutputRequest, ...] = ()
    page: WebOptions | None = field(default_factory=WebOptions)
    character: NamedFile | None = None
    record: Path | None = None
    connection_file: Path | None = None
    voice: str | None = None
    models: Path | None = None
    until_end: bool = False
