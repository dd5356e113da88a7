"""Evaluation of the motion against real faces and what is known of natural ones.

    python -m mien_inference.training.evaluate_motion --grid DIR --speech DIR --work DIR [--plot FILE.svg]

Lips are compared with the tracked lips of GRID sentences that training never saw; differences between classes of phones
with those of expressive speakers; contacts with phones aligned by pocketsphinx; blinks with published figures. The rest
of the face is `evaluate_life`'s.
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
from mien_inference.motion.lip_lengths import lip_gap, lip_width
from mien_inference.motion.lip_model import LIP_CHANNELS
from mien_inference.training import grid
from mien_inference.training.gap_plot import GapTrace, draw_gaps
from mien_inference.training.lip_corpus import LipSample, evaluation_samples, speech_features
from mien_inference.training.lip_targets import CONTRAST_CHANNELS, CONTRASTS, TRACKED_SHUT
from mien_inference.training.phone_alignment import PhoneAligner, PhoneSegment
from mien_inference.training.train_lips import class_means
from mien_protocol.motion import Motion
from mien_protocol.rig import EXPRESSION_INDEX

__all__ = ["LipScore", "Trial", "main", "perform", "score_lips"]

_TOLERANCE_ROWS = 4
"""40 ms, the limit of EBU R37 for late sound."""
_FACE_CM = 14.6
"""From cheekbone to cheekbone, as on the stock head."""
_TOUCH_CM = 0.1
_HEARD = 40
"""Recordings over which classes of phones are averaged."""
_LONG_ROWS = 10 * 60 * ROWS_PER_S


@dataclass(frozen=True, slots=True)
class LipScore:
    """Agreement of generated lips with real ones.

    Attributes:
            gap_r: Correlation of the lip gap, median over sentences.
        width_r: Of the mouth's width, likewise.
        pucker_r: Of the rounding, with a tracker's `mouthPucker`, likewise.
        jaw_r: Of the jaw, with a tracker's `jawOpen`, likewise.
        loudness_r: Correlation of the real lip gap with loudness alone, for comparison.
        range_ratio: Standard deviation of the generated gap over that of the real one.
        silent_gap_cm: Mean gap before and after the sentence.
        silent_speed_cm_s: Mean speed of the gap there, cm/s.
    """

    gap_r: float
    width_r: float
    pucker_r: float
    jaw_r: float
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
        gap, tracked = _gap_cm(expression), _real_gap_cm(sample)
        made = {
            "width": lip_width(expression),
            "rounding": expression[:, EXPRESSION_INDEX["mouthPucker"]],
            "jaw": expression[:, EXPRESSION_INDEX["jawOpen"]],
        }
        agreements = [_correlation(row, sample.lips[:, LIP_CHANNELS.index(name)]) for name, row in made.items()]
        rows.append((_correlation(gap, tracked), *agreements, _correlation(sample.features.energy_db, tracked)))
        ours.append(gap)
        real.append(tracked)
        silent = _silence(trial.sentence, len(gap))
        still_gap.append(gap[silent])
        still_speed.append(np.abs(np.diff(gap))[silent[1:]] * ROWS_PER_S)
    gap_r, width_r, pucker_r, jaw_r, loudness_r = (_median(list(column)) for column in zip(*rows, strict=True))
    return LipScore(
        gap_r=gap_r,
        width_r=width_r,
        pucker_r=pucker_r,
        jaw_r=jaw_r,
        loudness_r=loudness_r,
        range_ratio=float(np.concatenate(ours).std() / np.concatenate(real).std()),
        silent_gap_cm=float(np.concatenate(still_gap).mean()),
        silent_speed_cm_s=float(np.concatenate(still_speed).mean()),
    )


def _gap_cm(expression: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(_FACE_CM * np.maximum(lip_gap(expression), 0.0), np.float32)


def _real_gap_cm(sample: LipSample) -> NDArray[np.float32]:
    aperture = sample.lips[:, LIP_CHANNELS.index("aperture")]
    return np.asarray(_FACE_CM * np.maximum(aperture - TRACKED_SHUT, 0.0), np.float32)


def _correlation(ours: NDArray[np.float32], real: NDArray[np.float32]) -> float:
    """Pearson's; not a number where one of them stands still."""
    if np.ptp(ours) == 0.0 or np.ptp(real) == 0.0:
        return float("nan")
    return float(np.corrcoef(ours, real)[0, 1])


def _median(values: Sequence[float]) -> float:
    """The median of what is known."""
    known = [value for value in values if not np.isnan(value)]
    return float(np.median(known)) if known else float("nan")


def _silence(sentence: grid.Sentence, rows: int) -> NDArray[np.bool_]:
    """Rows at least 0.2 s away from any word."""
    silent = np.ones(rows, np.bool_)
    for word in sentence.words:
        if word.text not in ("sil", "sp"):
            start, end = round((word.start_s - 0.2) * ROWS_PER_S), round((word.end_s + 0.2) * ROWS_PER_S)
            silent[max(start, 0) : end] = False
    return silent


_BILABIALS = frozenset(("p", "b", "m"))
_OTHERS = frozenset(("t", "d", "n", "s", "z", "k", "g", "l", "th"))


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A sentence's gap, and its phones."""

    gap_cm: NDArray[np.float32]
    segments: list[PhoneSegment]

    def touched(self, segment: PhoneSegment) -> bool:
        """Says whether the lips touch during a phone, as far as its bounds are known."""
        start, end = round(segment.start_s * ROWS_PER_S), round(segment.end_s * ROWS_PER_S)
        return bool((self.gap_cm[max(start - _TOLERANCE_ROWS, 0) : end + _TOLERANCE_ROWS] < _TOUCH_CM).any())

    def touches(self) -> list[tuple[int, int]]:
        """First and last row of each touch between the first and the last phone."""
        edges = np.flatnonzero(np.diff((self.gap_cm < _TOUCH_CM).astype(np.int8), prepend=0, append=0))
        first, last = (round(s * ROWS_PER_S) for s in (self.segments[0].start_s, self.segments[-1].end_s))
        pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
        return [(start, end - 1) for start, end in pairs if start >= first and end <= last]


def _contact_rows(trials: Sequence[Trial]) -> list[str]:
    aligner = PhoneAligner()
    ours, real = [], []
    for trial in trials:
        spoken = [word.text for word in trial.sentence.words if word.text not in ("sil", "sp")]
        segments = [s for s in aligner.align(trial.sentence.audio, spoken) if s.phones and s.phones[0] != "sil"]
        if segments:
            ours.append(_Aligned(_gap_cm(trial.motion.expression), segments))
            real.append(_Aligned(_real_gap_cm(trial.sample), segments))
    rows = []
    for name, kind in (("p b m", _BILABIALS), ("other consonants", _OTHERS)):
        met = [np.mean(_met(part, kind)) for part in (ours, real)]
        count = len(_met(ours, kind))
        rows.append(
            f"| lips touch during {name} ({count}) | {100 * met[0]:.0f} % | tracked lips: {100 * met[1]:.0f} % |"
        )
    meant = [np.mean(_meant(part)) for part in (ours, real)]
    rows.append(f"| touches that are a p b m | {100 * meant[0]:.0f} % | tracked lips: {100 * meant[1]:.0f} % |")
    return rows


def _met(sentences: Sequence[_Aligned], kind: frozenset[str]) -> list[bool]:
    """By phone of a kind: whether the lips touch."""
    return [s.touched(segment) for s in sentences for segment in s.segments if segment.phones[0] in kind]


def _meant(sentences: Sequence[_Aligned]) -> list[bool]:
    """By touch: whether there is a p b m."""
    meant = []
    for sentence in sentences:
        bounds = [
            (round(s.start_s * ROWS_PER_S) - _TOLERANCE_ROWS, round(s.end_s * ROWS_PER_S) + _TOLERANCE_ROWS)
            for s in sentence.segments
            if s.phones[0] in _BILABIALS
        ]
        meant += [any(last >= a and first <= b for a, b in bounds) for first, last in sentence.touches()]
    return meant


def _contrast_row(heard: Sequence[SpeechFeatures]) -> str:
    """Differences between classes of phones, against those of expressive speakers."""
    expression = np.concatenate([perform(features).expression for features in heard])
    made = {
        "aperture": np.maximum(lip_gap(expression), 0.0),
        "width": lip_width(expression),
        "rounding": expression[:, EXPRESSION_INDEX["mouthPucker"]],
    }
    means = class_means(
        np.stack(list(made.values()), axis=1), np.concatenate([features.posteriors for features in heard])
    )
    wanted = np.array([[row[CONTRAST_CHANNELS.index(name)] for name in made] for row in CONTRASTS.values()])
    spoken = np.array(list(CONTRASTS)) != "sil"
    shares = 100.0 * means[spoken].std(axis=0) / wanted[spoken].std(axis=0)
    return "| phones differ: gap, width, rounding | {:.0f}, {:.0f}, {:.0f} % | expressive speakers: 100 |".format(
        *shares
    )


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
    parser.add_argument("--speech", type=Path, required=True, help="read speech without films, *.opus")
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
        f"| rounding, jaw, correlation with a tracker's | {lips.pucker_r:.3f}, {lips.jaw_r:.3f} | |",
        f"| lip gap, range against the real | {lips.range_ratio:.2f} | 1 |",
        f"| lip gap in silence | {10.0 * lips.silent_gap_cm:.1f} mm | 0 |",
        f"| speed of the lips in silence | {10.0 * lips.silent_speed_cm_s:.1f} mm/s | 0 |",
    ]
    lines.append(_contrast_row(speech_features(options.speech, options.work / "lips", _HEARD)))
    lines += _contact_rows(trials)
    long = _long_performance(samples)
    lines += _blink_rows(long)
    sys.stdout.write("\n".join(lines) + "\n")
    if options.plot:
        shown = trials[:: max(len(trials) // 3, 1)][:3]
        traces = [GapTrace(_real_gap_cm(t.sample), _gap_cm(t.motion.expression), t.sentence.words) for t in shown]
        options.plot.write_text(draw_gaps(traces), encoding="utf-8")


if __name__ == "__main__":
    main()
