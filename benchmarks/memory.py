"""That memory does not grow with the recording: an hour of speech, baked and rendered, watched on the way."""

import os
import tempfile
import wave
from pathlib import Path

import numpy as np

from benchmarks.report import arguments, write
from mien_bridge.media.audio import SPEECH_RATE_HZ, AudioFile
from mien_bridge.media.picture_output import choose_output
from mien_bridge.models.face import find_face_models
from mien_bridge.offline.bake import BakeOptions, bake_file
from mien_bridge.offline.demo import PORTRAIT_NAME, portrait, sentence
from mien_bridge.offline.talk import Talk, TalkFaces, render_talk
from mien_bridge.runtime.thread_limits import limit_opencv
from mien_inference.controls import Controls
from mien_inference.face import KEEP, Crop

HOUR_S = 3600
WATCHED_MIN = (1, 5, 10, 20, 30, 45, 60)
TALK_SIZE_PX = 64
TALK_RATE_HZ = 24
"""What is held does not depend on the size of a picture in time; small ones end in minutes."""

_BLOCKS_PER_MIN = 120


class Watcher:
    """Notes how much memory the process holds as each block of half a second is reached."""

    def __init__(self) -> None:
        self._mib: list[float] = []

    def __call__(self) -> None:
        """Takes one sample."""
        self._mib.append(resident_mib())

    def at(self, minute: int) -> float:
        """Memory when `minute` minutes of the recording were done, MiB."""
        return self._mib[min(minute * _BLOCKS_PER_MIN, len(self._mib)) - 1]


def main() -> None:
    """Watches both commands and prints what they held."""
    options = arguments(__doc__ or "")
    limit_opencv()
    with tempfile.TemporaryDirectory() as folder:
        recording = _an_hour(Path(folder) / "hour.wav")
        watched = {"bake to CSV, 60 fps": _bake(recording, Path(folder)), "talk to MP4": _talk(recording, Path(folder))}
    rows = [(name, *(watcher.at(minute) for minute in WATCHED_MIN)) for name, watcher in watched.items()]
    columns = ["command", *(f"MiB at {minute} min" for minute in WATCHED_MIN)]
    write("Memory over an hour of speech", columns, rows, options.json)


def resident_mib() -> float:
    """Memory the process holds now, MiB; on systems that do not tell, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _an_hour(path: Path) -> Path:
    """The demo sentence again and again, as a WAV file of an hour."""
    with sentence() as demo, AudioFile(demo) as audio:
        speech = np.concatenate([block.speech for block in audio.blocks()])
    pcm = (speech * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SPEECH_RATE_HZ, 0, "NONE", ""))
        for _ in range(-(-HOUR_S * SPEECH_RATE_HZ // len(pcm))):
            file.writeframes(pcm.tobytes())
    return path


def _bake(recording: Path, folder: Path) -> Watcher:
    watcher = Watcher()
    bake_file(recording, folder / "hour.csv", BakeOptions("csv", 60, 0, Controls()), watcher, quiet=False)
    return watcher


def _talk(recording: Path, folder: Path) -> Watcher:
    watcher = Watcher()
    talk = Talk(
        photo=portrait(),
        photo_name=PORTRAIT_NAME,
        audio=recording,
        output=choose_output(folder / "hour.mp4", transparent=False, rate_hz=TALK_RATE_HZ),
        size=TALK_SIZE_PX,
        rate_hz=TALK_RATE_HZ,
        seed=0,
        controls=Controls(),
        background=KEEP,
        crop=Crop.PHOTO,
        aspect=None,
        face=None,
        neutral=True,
    )
    render_talk(talk, TalkFaces(find_face_models(None, print), quiet=True), watcher, quiet=False)
    return watcher


if __name__ == "__main__":
    main()
