"""The GRID corpus: sentences of one speaker with tracked lips.

M. Cooke, J. Barker, S. Cunningham, X. Shao: An audio-visual corpus for speech perception and automatic
speech recognition, JASA 120 (2006), CC BY 4.0. A folder holds `audio/NAME.opus`, `align/NAME.align` (word
times in 1/25000 s) and `tracks/NAME.npz` (MediaPipe landmarks at 25 fps, in 1/64 pixel).
"""

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "SUBPIXELS",
    "TRACK_RATE_HZ",
    "Sentence",
    "Word",
    "list_sentences",
    "read_audio",
    "read_sentence",
    "read_track",
    "split",
]

TRACK_RATE_HZ = 25
_ALIGNMENT_UNITS_PER_S = 25_000
SUBPIXELS = 64
_EVALUATION_STRIDE = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word (or `sil`) from `start_s` to `end_s`."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as heard and seen.

    Attributes:
        name: The corpus's own name of the sentence.
        audio: 16 kHz mono waveform, -1..1.
        words: Word times.
        points: Landmark positions in pixels, x right, y down, shape (frames, landmarks, 3), 25 fps.
        landmark_row: Row of `points` that holds each MediaPipe landmark number.
        scores: MediaPipe blendshape scores by name, each of shape (frames,).
    """

    name: str
    audio: NDArray[np.float32]
    words: tuple[Word, ...]
    points: NDArray[np.float32]
    landmark_row: dict[int, int]
    scores: dict[str, NDArray[np.float32]]

    def landmark(self, number: int) -> NDArray[np.float32]:
        """Positions of one landmark in the picture, shape (frames, 2), pixels."""
        return self.points[:, self.landmark_row[number], :2]


def list_sentences(folder: Path) -> list[str]:
    """Names of all sentences, sorted.

    Raises:
        FileNotFoundError: If the folder holds no tracks.
    """
    names = sorted(path.stem for path in (folder / "tracks").glob("*.npz"))
    if not names:
        raise FileNotFoundError(f"expected tracks/*.npz below {folder}, found none: is this the tracked GRID corpus?")
    return names


def split(names: list[str]) -> tuple[list[str], list[str]]:
    """Training and evaluation names: every tenth sentence is kept for evaluation."""
    evaluation = names[::_EVALUATION_STRIDE]
    return [name for name in names if name not in set(evaluation)], evaluation


def read_sentence(folder: Path, name: str) -> Sentence | None:
    """Reads one sentence; None if the face was lost in any frame."""
    track = read_track(folder / "tracks" / f"{name}.npz")
    if track is None:
        return None
    words = _read_words(folder / "align" / f"{name}.align")
    return Sentence(name, read_audio(folder / "audio" / f"{name}.opus"), words, *track)


def read_track(
    path: Path,
) -> tuple[NDArray[np.float32], dict[int, int], dict[str, NDArray[np.float32]]] | None:
    """The last three attributes of a `Sentence`; None if the face was lost in any frame."""
    with np.load(path) as track:
        if not track["ok"].all():
            return None
        names = [str(score) for score in track["names"]]
        scores = {score: track["bs"][:, column].astype(np.float32) for column, score in enumerate(names)}
        rows = {int(number): row for row, number in enumerate(track["idx"])}
        return track["pts"].astype(np.float32) / SUBPIXELS, rows, scores


def read_audio(path: Path, sample_rate_hz: int = 16_000) -> NDArray[np.float32]:
    """A whole recording as mono float, shape (samples,)."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=sample_rate_hz)
    with av.open(str(path)) as container:
        blocks = [
            block.to_ndarray()[0] for frame in (*container.decode(audio=0), None) for block in resampler.resample(frame)
        ]
    return np.concatenate(blocks).astype(np.float32)


def _read_words(path: Path) -> tuple[Word, ...]:
    words = []
    for line in path.read_text().splitlines():
        start, end, text = line.split()
        words.append(Word(text, int(start) / _ALIGNMENT_UNITS_PER_S, int(end) / _ALIGNMENT_UNITS_PER_S))
    return tuple(words)
