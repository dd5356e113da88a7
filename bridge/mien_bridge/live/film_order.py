"""An order for a film: a photo and its words, as arguments of `mien talk`."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mien_bridge.live.options import NamedFile
from mien_protocol.messages.controls import NATURAL_CONTROLS, PartialControls

__all__ = ["FilmOrder"]

_MOST_YAW_DEG: Final = 34.0
_MOST_PITCH_DEG: Final = 25.0
"""The directions that `--gaze` takes, degrees."""

_TOLD_EVERY_S: Final = 1


@dataclass(frozen=True, slots=True)
class FilmOrder:
    """A film that somebody wants.

    Attributes:
        photo: Whose face.
        sound: The recording that is said; None for a text.
        text: Words to say where there is no recording.
        voice: In whose voice; None for the default.
        controls: How the face moves, on the wire.
        models: Folder of the model files as the user gave it.
    """

    photo: NamedFile
    sound: NamedFile | None = None
    text: str = ""
    voice: str | None = None
    controls: PartialControls = field(default_factory=PartialControls)
    models: Path | None = None

    @property
    def name(self) -> str:
        """The film's file name: that of the recording, or of the photo."""
        return f"{Path((self.sound or self.photo).name).stem or 'film'}.mp4"

    def write(self, folder: Path) -> list[str]:
        """Writes what the film is made of into a folder; returns the arguments that make `film.mp4` there of it."""
        files = [self._written(folder, "photo", self.photo)]
        if self.sound is not None:
            files.append(self._written(folder, "sound", self.sound))
        said = [] if self.sound is not None else [f"--text={self.text}"]
        if self.sound is None and self.voice is not None:
            said.append(f"--voice={self.voice}")
        models = [] if self.models is None else [f"--models={self.models}"]
        told = [f"--progress-every={_TOLD_EVERY_S}", "-o", str(folder / "film.mp4")]
        return [*files, *said, *_control_arguments(self.controls), *models, *told]

    def readable(self, line: str, folder: Path) -> str:
        """A line of `mien talk` with the names that its user gave in place of paths."""
        line = line.replace(_place(folder, "photo", self.photo), self.photo.name)
        return line if self.sound is None else line.replace(_place(folder, "sound", self.sound), self.sound.name)

    def _written(self, folder: Path, what: str, file: NamedFile) -> str:
        path = _place(folder, what, file)
        Path(path).write_bytes(file.data)
        return path


def _place(folder: Path, what: str, file: NamedFile) -> str:
    """A path of our own with the file's ending: names of others may be anything."""
    ending = Path(file.name).suffix[:10]
    return str(folder / (what + (ending if ending.isascii() and ending[1:].isalnum() else "")))


def _control_arguments(changed: PartialControls) -> list[str]:
    controls: PartialControls = {**NATURAL_CONTROLS, **changed}
    yaw_deg, pitch_deg = (math.degrees(controls[name]) for name in ("gaze_yaw_rad", "gaze_pitch_rad"))
    gaze = f"{_within(yaw_deg, _MOST_YAW_DEG):.3f},{_within(pitch_deg, _MOST_PITCH_DEG):.3f}"
    blinks = controls["blink_rate_per_min"]
    return [
        f"--gaze={gaze}",
        f"--distance={controls['distance']}",
        f"--head={controls['head_gain']}",
        f"--lips={controls['lips_gain']}",
        f"--emotion={controls['emotion']}:{controls['emotion_strength']}",
        f"--manner={controls['manner']}",
        f"--affect={controls['affect']}",
        *([] if blinks is None else [f"--blink-rate={blinks}"]),
    ]


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)
