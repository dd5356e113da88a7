"""Evaluation of head, brows, lids and gaze against people's.

    python -m mien_inference.training.evaluate_life --head DIR --speech DIR [--plot FILE.svg]

Recordings are performed as films of some sentences each, in two manners, and measured beside what was tracked on
lively and on reserved speakers; the sway is told from held-out takes of the speaker that it was learned from.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mien_inference.controls import Controls, MannerName
from mien_inference.interfaces import SpeechFeatures
from mien_inference.motion import StreamingGenerator
from mien_inference.motion.sway import Sway
from mien_inference.motion.sway_network import CHANNELS, load_sway_weights
from mien_inference.speech import StreamingEncoder
from mien_inference.training.grid import read_audio
from mien_inference.training.head_corpus import read_takes
from mien_inference.training.life_plot import draw_life
from mien_inference.training.life_statistics import LifeStatistics, between_films, life_statistics
from mien_inference.training.train_sway import Scale, split, sway_series
from mien_inference.training.window_test import told_apart, window_features
from mien_protocol.motion import Motion

__all__ = ["main", "window_rows"]

Array = NDArray[np.float64]

_FILM_S: Final = 45.0
_FILMS: Final = 8
_RUNS: Final = 12
_RUN_ROWS: Final = 5_400
_HEAD_AND_BROW: Final = [CHANNELS.index(name) for name in ("yaw", "pitch", "roll", "brow")]
_PLOTTED: Final = 3

_REFERENCE: Final = {
    # Tracked on published clips of expressive and of reserved talking heads.
    "head, standard deviation of yaw, pitch, roll": ("4.6 3.6 3.4°", "1.8 2.1 1.2°"),
    "head speed: mean, median, 95th percentile": ("17 13 40°/s", "8 6 23°/s"),
    "kurtosis of the head's speed": ("8 5 5", "12 6 6"),
    "yaw below 0.1, to 0.5, 2, 5 Hz": (".23 .52 .24 .01", ""),
    "pitch": (".18 .50 .30 .02", ""),
    "roll": (".38 .47 .14 .01", ""),
    "autocorrelation of yaw, pitch, roll falls to 1/e": ("0.74 0.52 1.18 s", "0.92 0.55 0.92 s"),
    "travel, standard deviation of x, y, z": ("0.94 0.64 0.33 cm, with the neck's", "0.41 0.32 0.37 cm"),
    "inner brows, mean and standard deviation": ("0.21 0.18", "0.10 0.06"),
    "raises a minute, and their length": ("13, 0.68 s", "22, 0.26 s"),
    "blinks a minute, intervals under 0.6 s": ("32, a fifth", "24"),
    "mouth corners, mean and standard deviation": ("0.20 0.25", "0.28 0.13"),
    "shifts of the eyes a minute": ("99 (Dembinsky 2024)", ""),
}


def _films(folder: Path) -> list[SpeechFeatures]:
    """Recordings as they are heard, joined to films of 45 s."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".opus", ".wav", ".flac", ".mp3", ".ogg"))
    if not paths:
        raise FileNotFoundError(f"expected recordings (.opus, .wav, .flac, .mp3, .ogg) in {folder}, found none")
    films: list[SpeechFeatures] = []
    parts: list[SpeechFeatures] = []
    for path in paths:
        encoder = StreamingEncoder()
        parts += [encoder.push(read_audio(path)), encoder.flush()]
        if sum(len(part) for part in parts) > _FILM_S * 100:
            films.append(SpeechFeatures.concatenate(parts))
            parts = []
        if len(films) == _FILMS:
            break
    return films or [SpeechFeatures.concatenate(parts)]


def _perform(features: SpeechFeatures, manner: MannerName) -> Motion:
    generator = StreamingGenerator(controls=Controls(manner=manner))
    return Motion.concatenate([generator.push(features), generator.flush()])


def _words(values: Sequence[float] | Array, decimals: int) -> str:
    return " ".join(f"{value:.{decimals}f}" for value in values)


def _described(one: LifeStatistics) -> list[str]:
    """As `_REFERENCE` has it."""
    return [
        f"{_words(one.head_sd_deg, 1)}°",
        f"{_words(one.speed_deg_s, 0)}°/s",
        _words(one.kurtosis, 1),
        *(_words(band, 2) for band in one.bands),
        f"{_words(one.held_s, 2)} s",
        f"{_words(one.travel_cm, 2)} cm",
        _words(one.brow, 2),
        f"{one.raises[0]:.0f}, {one.raises[1]:.2f} s",
        f"{one.blinks[0]:.0f}, {100 * one.blinks[1]:.0f} %",
        _words(one.smile, 2),
        f"{one.shifts_per_min:.0f}",
    ]


def window_rows(head: Path) -> list[str]:
    """Separability of the sway's two-second windows from held-out takes of its speaker; and the speaker's own."""
    takes = split(sway_series(read_takes(head)))
    scale = Scale.of(takes.learned).sd
    ours = []
    for seed in range(_RUNS):
        sway = Sway(load_sway_weights(), np.random.default_rng(seed), settled=True)
        ours.append(np.array([sway.step(1.0) for _ in range(_RUN_ROWS)])[::4])
    rows = []
    for name, channels in (("head and brows", _HEAD_AND_BROW), ("head", [0, 1, 2])):
        held_out = window_features([take[:, channels] / scale[channels] for take in takes.held_out])
        learned = window_features([take[:, channels] / scale[channels] for take in takes.learned])
        swayed = window_features([course[:, channels] for course in ours])
        draws = range(5)
        told = np.mean([told_apart(swayed, held_out, seed) for seed in draws])
        real = np.mean([told_apart(learned, held_out, seed) for seed in draws])
        rows.append(
            f"| {name}: two-second windows told from the speaker's | {told:.2f} | speaker from himself {real:.2f} |"
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the tables of docs/motion.md."""
    parser = argparse.ArgumentParser(description="Evaluate the life of the face.")
    parser.add_argument("--head", type=Path, required=True, help="folder with speech_*.npz (68 landmarks at 25 fps)")
    parser.add_argument("--speech", type=Path, required=True, help="folder of recordings")
    parser.add_argument("--plot", type=Path, help="draw three films' heads and brows into this SVG file")
    options = parser.parse_args(arguments)
    films = _films(options.speech)
    performed = {
        manner: [_perform(film, manner) for film in films]
        for manner in (MannerName.NATURAL, MannerName.LIVELY, MannerName.CALM)
    }
    described = [_described(life_statistics(motions)) for motions in performed.values()]
    lines = ["| | natural | lively | lively people | calm | reserved people |", "|---|---|---|---|---|---|"]
    for (name, (lively, reserved)), values in zip(_REFERENCE.items(), zip(*described, strict=True), strict=True):
        lines.append(f"| {name} | {values[0]} | {values[1]} | {lively} | {values[2]} | {reserved} |")
    natural = performed[MannerName.NATURAL]
    lines += ["", "| | Mien | real |", "|---|---|---|"]
    if len(natural) > 1:
        lines.append(f"| correlation of the head between films | {_words(between_films(natural), 2)} | 0 |")
    sys.stdout.write("\n".join(lines + window_rows(options.head)) + "\n")
    if options.plot:
        options.plot.write_text(draw_life(natural[:_PLOTTED]), encoding="utf-8")


if __name__ == "__main__":
    main()
