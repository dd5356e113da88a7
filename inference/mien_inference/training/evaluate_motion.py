"""Evaluation of the motion against real faces and what is known of natural ones.

    python -m mien_inference.training.evaluate_motion --grid DIR --work DIR [--plot FILE.svg]

Lips are compared with the tracked lips of GRID sentences that training never saw; contacts with phones aligned
by pocketsphinx; blinks with published figures. The rest of the face is `evaluate_life`'s.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mien_inference.interfaces import SpeechFeatures
from mien_inference.motion import StreamingGenerator
from mien_inference.motion.clock import ROWS_PER_S
from mien_inference.motion.mouth_shapes import MEASURES, MOUTH_SHAPES, columns, lip_gap_cm
from mien_inference.training import grid
from mien_inference.training.gap_plot import GapTrace, draw_gaps
from mien_inference.training.lip_corpus import LipSample, evaluation_samples
from mien_inference.training.phone_alignment import PhoneAligner
from mien_protocol.motion import Motion
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["LipScore", "Trial", "main", "perform", "score_lips"]

_TOLERANCE_ROWS = 4
"""40 ms, the limit of EBU R37 for late sound."""
_TOUCH_CM = 0.1
_LONG_ROWS = 10 * 60 * ROWS_PER_S


@dataclass(frozen=True, slots=True)
class LipScore:
    """Agreement of generated lips with real ones.

    Attributes:
        gap_r: Correlation of the lip gap, median over sentences.
        width_r: Correlation of the mouth's width, median over sentences.
        loudness_r: Correlation of the real lip gap with loudness alone, for comparison.
        range_ratio: Standard deviation of the generated gap over that of the real one.
        silent_gap_cm: Mean gap before and after the sentence.
        silent_speed_cm_s: Mean speed of the gap there, cm/s.
    """

    gap_r: float
    width_r: float
    loudness_r: float
    range_ratio: float
    silent_gap_cm: float
    silent_speed_cm_s: float


def perform(features: SpeechFeatures, seed: int = 0) -> Motion:
    """The motion for whole features."""
    generator = StreamingGenerator(seed)
    return Motion.concatenate([generator.push(features), generator.flush()])


@dataclass(frozen=True, slots=True)
class Trial:
    """A held-out sentence: what was said and seen, and the motion that its sound made."""

    sentence: grid.Sentence
    sample: LipSample
    motion: Motion


def score_lips(trials: Sequence[Trial]) -> LipScore:
    """Scores motion against what the speaker's lips did."""
    rows = []
    ours, real, still_gap, still_speed = [], [], [], []
    for trial in trials:
        sample, expression = trial.sample, trial.motion.expression
        gap, width = np.maximum(lip_gap_cm(expression), 0.0), _width_cm(expression)
        rows.append(
            (
                np.corrcoef(gap, sample.moved[:, MEASURES.index("gap")])[0, 1],
                np.corrcoef(width, sample.moved[:, MEASURES.index("half_width")])[0, 1],
                np.corrcoef(sample.features.energy_db, sample.moved[:, 0])[0, 1],
            )
        )
        ours.append(gap)
        real.append(sample.moved[:, 0])
        silent = _silence(trial.sentence, len(gap))
        still_gap.append(gap[silent])
        still_speed.append(np.abs(np.diff(gap))[silent[1:]] * ROWS_PER_S)
    gap_r, width_r, loudness_r = np.median(rows, axis=0)
    return LipScore(
        gap_r=float(gap_r),
        width_r=float(width_r),
        loudness_r=float(loudness_r),
        range_ratio=float(np.concatenate(ours).std() / np.concatenate(real).std()),
        silent_gap_cm=float(np.concatenate(still_gap).mean()),
        silent_speed_cm_s=float(np.concatenate(still_speed).mean()),
    )


def _width_cm(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    column = MEASURES.index("half_width")
    width = np.zeros(len(expression), np.float32)
    for shape, measures in MOUTH_SHAPES.items():
        width += measures[column] * expression[:, list(columns(shape))].mean(axis=1)
    return width


def _silence(sentence: grid.Sentence, rows: int) -> NDArray[np.bool_]:
    """Rows at least 0.2 s away from any word."""
    silent = np.ones(rows, np.bool_)
    for word in sentence.words:
        if word.text not in ("sil", "sp"):
            start, end = round((word.start_s - 0.2) * ROWS_PER_S), round((word.end_s + 0.2) * ROWS_PER_S)
            silent[max(start, 0) : end] = False
    return silent


def _contacts_met(trials: Sequence[Trial]) -> dict[str, tuple[float, float, int]]:
    """By class of phones: share during which our lips touch, share during which the real ones do, and how many."""
    aligner = PhoneAligner()
    met: dict[str, list[tuple[bool, bool]]] = {"p b m": [], "other consonants": []}
    for trial in trials:
        gap = lip_gap_cm(trial.motion.expression)
        spoken = [word.text for word in trial.sentence.words if word.text not in ("sil", "sp")]
        for segment in aligner.align(trial.sentence.audio, spoken):
            if not segment.phones or segment.phones[0] not in _CONSONANTS:
                continue
            kind = "p b m" if segment.phones[0] in ("p", "b", "m") else "other consonants"
            start, end = round(segment.start_s * ROWS_PER_S), round(segment.end_s * ROWS_PER_S)
            window = slice(max(start - _TOLERANCE_ROWS, 0), end + _TOLERANCE_ROWS)
            real = trial.sample.moved[window, 0]
            if len(real):
                met[kind].append((bool((gap[window] < _TOUCH_CM).any()), bool((real < _TOUCH_CM).any())))
    return {kind: (*np.mean(pairs, axis=0).tolist(), len(pairs)) for kind, pairs in met.items()}


_CONSONANTS = frozenset(["p", "b", "m", "t", "d", "n", "s", "z", "k", "g", "l", "th"])


def _blink_rows(long: Motion) -> list[str]:
    lid = long.expression[:, EXPRESSION_INDEX["eyeBlinkLeft"]]
    edges = np.flatnonzero(np.diff((lid > 0.02).astype(np.int8), prepend=0, append=0))
    starts, ends = edges[::2], edges[1::2]
    peaks = [start + int(lid[start:end].argmax()) for start, end in zip(starts, ends, strict=True)]
    closing = np.array(peaks) - starts
    rate = len(starts) / (len(lid) / ROWS_PER_S) * 60.0
    partial = np.mean([lid[peak] < 0.95 for peak in peaks])
    return [
        f"| blinks while talking | {rate:.1f}/min | 26/min (10-33), Bentivoglio 1997 |",
        f"| blink, whole | {10.0 * np.mean(ends - starts):.0f} ms | 233-300 ms |",
        f"| blink, closing | {10.0 * np.mean(closing):.0f} ms | 90-100 ms |",
        f"| blinks that do not close fully | {100.0 * partial:.0f} % | normal |",
    ]


def _long_performance(samples: Sequence[LipSample]) -> Motion:
    """Ten minutes of talking: sentences one after another, without the silence around them."""
    parts: list[SpeechFeatures] = []
    rows = 0
    while rows < _LONG_ROWS:
        features = samples[len(parts) % len(samples)].features[60:220]
        parts.append(features)
        rows += len(features)
    return perform(SpeechFeatures.concatenate(parts))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the tables of docs/motion.md."""
    parser = argparse.ArgumentParser(description="Evaluate the motion on held-out sentences.")
    parser.add_argument("--grid", type=Path, required=True, help="folder of the tracked GRID corpus")
    parser.add_argument("--work", type=Path, required=True, help="folder for prepared sentences")
    parser.add_argument("--plot", type=Path, help="draw three sentences' lip gaps into this SVG file")
    options = parser.parse_args(arguments)
    samples = evaluation_samples(options.grid, options.work / "lips")
    _, names = grid.split(grid.list_sentences(options.grid))
    sentences = [s for name in names if (s := grid.read_sentence(options.grid, name))]
    trials = [Trial(b, a, perform(a.features)) for a, b in zip(samples, sentences, strict=True)]
    lips = score_lips(trials)
    lines = [
        f"{len(sentences)} held-out sentences",
        "",
        "| | Mien | real, or known |",
        "|---|---|---|",
        f"| lip gap, correlation with the real lips | {lips.gap_r:.3f} | loudness alone: {lips.loudness_r:.3f} |",
        f"| mouth width, correlation | {lips.width_r:.3f} | |",
        f"| lip gap, range against the real | {lips.range_ratio:.2f} | 1 |",
        f"| lip gap in silence | {10.0 * lips.silent_gap_cm:.1f} mm | 0 |",
        f"| speed of the lips in silence | {10.0 * lips.silent_speed_cm_s:.1f} mm/s | 0 |",
    ]
    for kind, (ours, real, count) in _contacts_met(trials).items():
        lines.append(f"| lips touch during {kind} ({count}) | {100 * ours:.0f} % | tracked lips: {100 * real:.0f} % |")
    long = _long_performance(samples)
    lines += _blink_rows(long)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.plot:
        shown = trials[:: max(len(trials) // 3, 1)][:3]
        traces = [GapTrace(t.sample.moved[:, 0], lip_gap_cm(t.motion.expression), t.sentence.words) for t in shown]
        options.plot.write_text(draw_gaps(traces), encoding="utf-8")


if __name__ == "__main__":
    main()
