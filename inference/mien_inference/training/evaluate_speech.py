"""Evaluation of the speech encoder on sentences of the GRID corpus.

    python -m mien_inference.training.evaluate_speech --grid DIR

The reference is a forced alignment by pocketsphinx, kept where its words agree with the corpus's own word times.
GRID is not in the encoder's training data.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechFeatures
from mien_inference.speech import (
    BILABIAL,
    LABIODENTAL,
    PHONE_INDEX,
    PHONES,
    ROUNDED,
    SILENCE,
    StreamingEncoder,
)
from mien_inference.training import grid
from mien_inference.training.phone_alignment import PhoneAligner, PhoneSegment

__all__ = ["Score", "evaluate", "main"]

_VISEMES = (
    ("sil",), ("p", "b", "m"), ("f", "v"), ("th", "dh"), ("t", "d"), ("k", "g", "ng", "x"), ("ch", "jh", "sh", "zh"),
    ("s", "z"), ("n", "l"), ("r", "er"), ("aa", "ae", "ah"), ("e", "eh"), ("iy", "ih", "y"), ("ao", "o"),
    ("uh", "uw", "w", "fr"),
)  # fmt: skip
"""The 15 visemes of Oculus LipSync as sets of phones; h takes the shape of its neighbours and is not scored."""

_TOLERANCE_ROWS = 4  # 40 ms, the limit of EBU R37 for late sound
_WORD_TOLERANCE_S = 0.1
_LEVELS_DB = (None, -36.0, -50.0)
_CLASSES = {"p b m": BILABIAL, "f v": LABIODENTAL, "rounded": ROUNDED}


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement with the reference.

    Attributes:
        accuracy: Share of rows with the right viseme.
        speech_accuracy: The same over rows of speech.
        silence_f1: Harmonic mean of precision and recall of silent rows.
        recall: By class of phones, share of its occurrences that were heard within 40 ms.
        precision: By class, share of what was heard that occurred within 40 ms.
    """

    accuracy: float
    speech_accuracy: float
    silence_f1: float
    recall: dict[str, float]
    precision: dict[str, float]


def evaluate(pairs: Iterable[tuple[SpeechFeatures, Sequence[PhoneSegment]]]) -> Score:
    """Scores features against aligned phones of the same recordings; segments without phones are not scored."""
    recordings = [(f.posteriors.argmax(axis=1), _permitted(segments, len(f))) for f, segments in pairs]
    phones = np.concatenate([heard for heard, _ in recordings])
    permitted = np.concatenate([allowed for _, allowed in recordings])
    allowed_visemes = permitted @ _SAME_VISEME
    scored = allowed_visemes.any(axis=1)
    right = allowed_visemes[np.arange(len(phones)), phones]
    silent, said_silent = permitted[scored, SILENCE[0]], phones[scored] == SILENCE[0]
    events = {name: _events(phones, permitted, members) for name, members in _CLASSES.items()}
    return Score(
        accuracy=float(right[scored].mean()),
        speech_accuracy=float(right[scored][~silent].mean()),
        silence_f1=float(2.0 * (silent & said_silent).sum() / (silent.sum() + said_silent.sum())),
        recall={name: recall for name, (recall, _) in events.items()},
        precision={name: precision for name, (_, precision) in events.items()},
    )


def _permitted(segments: Sequence[PhoneSegment], rows: int) -> NDArray[np.bool_]:
    """Phones that are right in each row, shape (rows, 39); none where nothing is known."""
    permitted = np.zeros((rows, len(PHONES)), np.bool_)
    for segment in segments:
        for phone in segment.phones:
            permitted[round(segment.start_s * 100) : round(segment.end_s * 100), PHONE_INDEX[phone]] = True
    return permitted


def _events(phones: NDArray[np.intp], permitted: NDArray[np.bool_], members: tuple[int, ...]) -> tuple[float, float]:
    """Recall and precision of a class of phones; where nothing is known, nothing counts as wrongly heard."""
    heard = np.isin(phones, members)
    said = np.logical_or.reduce(permitted[:, list(members)], axis=1)
    return _share_met(said, heard), _share_met(heard & np.logical_or.reduce(permitted, axis=1), said)


def _share_met(runs: NDArray[np.bool_], others: NDArray[np.bool_]) -> float:
    """Share of runs of rows near which the other holds a row too."""
    edges = np.flatnonzero(np.diff(runs.astype(np.int8), prepend=0, append=0))
    met = [
        others[max(start - _TOLERANCE_ROWS, 0) : end + _TOLERANCE_ROWS].any()
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    return float(np.mean(met)) if met else float("nan")


def _aligned(sentence: grid.Sentence, aligner: PhoneAligner) -> list[PhoneSegment]:
    """Phones of a sentence, those of doubtful words without a name."""
    spoken = [word for word in sentence.words if word.text not in ("sil", "sp")]
    segments = aligner.align(sentence.audio, [word.text for word in spoken])
    return [segment if _agrees(segment, spoken) else _unnamed(segment) for segment in segments]


def _agrees(segment: PhoneSegment, words: Sequence[grid.Word]) -> bool:
    if "sil" in segment.phones:
        return True
    return any(
        word.text == segment.word
        and word.start_s - _WORD_TOLERANCE_S <= segment.start_s
        and segment.end_s <= word.end_s + _WORD_TOLERANCE_S
        for word in words
    )


def _unnamed(segment: PhoneSegment) -> PhoneSegment:
    return PhoneSegment((), segment.start_s, segment.end_s, segment.word)


def _encode(pcm: NDArray[np.float32], level_db: float | None) -> SpeechFeatures:
    """Features of a recording, brought to a root mean square of `level_db` below full scale."""
    if level_db is not None:
        pcm = pcm * np.float32(10.0 ** (level_db / 20.0) / np.sqrt(np.mean(np.square(pcm))))
    encoder = StreamingEncoder()
    return SpeechFeatures.concatenate([encoder.push(pcm), encoder.flush()])


def _table(scores: dict[str, Score]) -> str:
    head = ["level", "viseme accuracy", "speech only", "silence F1", *(f"{name} R/P" for name in _CLASSES)]
    lines = [head, ["---"] * len(head)]
    for level, score in scores.items():
        events = [f"{score.recall[name]:.2f}/{score.precision[name]:.2f}" for name in _CLASSES]
        lines.append([level, *(f"{v:.3f}" for v in (score.accuracy, score.speech_accuracy, score.silence_f1)), *events])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line: prints a table, one line a playback level."""
    parser = argparse.ArgumentParser(prog="python -m mien_inference.training.evaluate_speech", description=__doc__)
    parser.add_argument("--grid", type=Path, required=True, help="folder of the tracked GRID corpus")
    parser.add_argument("--sentences", type=int, default=90, help="how many of the sentences kept for evaluation")
    options = parser.parse_args(arguments)
    aligner = PhoneAligner()
    _, names = grid.split(grid.list_sentences(options.grid))
    sentences = [s for name in names[: options.sentences] if (s := grid.read_sentence(options.grid, name))]
    reference = [_aligned(sentence, aligner) for sentence in sentences]
    scores = {
        "as recorded" if level is None else f"{level:g} dB": evaluate(
            (_encode(sentence.audio, level), segments) for sentence, segments in zip(sentences, reference, strict=True)
        )
        for level in _LEVELS_DB
    }
    sys.stdout.write(f"{len(sentences)} sentences, reference: pocketsphinx\n\n{_table(scores)}\n")


_SAME_VISEME = np.zeros((len(PHONES), len(PHONES)), np.bool_)
for _members in _VISEMES:
    _columns = [PHONE_INDEX[phone] for phone in _members]
    _SAME_VISEME[np.ix_(_columns, _columns)] = True


if __name__ == "__main__":
    main()
