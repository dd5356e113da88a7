"""Tracked faces that never were: small corpora on disk, in the formats of the real ones."""

from pathlib import Path

import av
import numpy as np

IDX = np.array([0, 1, 13, 14, 17, 33, 61, 81, 152, 178, 263, 291, 311, 402, 468, 473])


def mouth_points(gap_cm: np.ndarray) -> np.ndarray:
    """Landmarks of a frontal face 10 px to the cm whose lower lip and chin move with the gap, (frames, 16, 3)."""
    still = {
        0: (0, 4), 1: (0, 2), 13: (0, 5), 14: (0, 5), 17: (0, 6), 33: (-4.5, -2), 61: (-2.5, 5), 81: (-1, 5),
        152: (0, 9), 178: (-1, 5), 263: (4.5, -2), 291: (2.5, 5), 311: (1, 5), 402: (1, 5), 468: (-3.15, -2),
        473: (3.15, -2),
    }  # fmt: skip
    lowered = {14: 1.0, 17: 0.9, 152: 0.8, 178: 0.7, 402: 0.7}
    points = np.zeros((len(gap_cm), len(IDX), 3))
    for row, number in enumerate(IDX):
        points[:, row, :2] = np.array(still[int(number)]) * 10 + 150
        points[:, row, 1] += 10 * lowered.get(int(number), 0.0) * gap_cm
    return points


def write_grid(folder: Path, speech: np.ndarray, sentences: int) -> None:
    """A corpus whose lips follow the loudness of stretches of `speech`, 16 kHz."""
    for part in ("audio", "align", "tracks"):
        (folder / part).mkdir(parents=True)
    for index in range(sentences):
        name = f"s{index:02d}"
        audio = speech[index * 16_000 : index * 16_000 + 48_000]
        _write_opus(folder / "audio" / f"{name}.opus", audio)
        loud = np.sqrt(np.mean(audio[: 75 * 640].reshape(75, 640) ** 2, axis=1))
        points = mouth_points(np.where(loud > 0.02, 8.0 * loud, 0.0))
        (folder / "align" / f"{name}.align").write_text("0 12500 sil\n12500 62500 hello\n62500 75000 sil\n")
        np.savez(
            folder / "tracks" / f"{name}.npz",
            ok=np.ones(75, bool),
            names=np.array(["mouthPucker"]),
            bs=np.zeros((75, 1), np.float16),
            pts=np.round(points * 64).astype(np.int16),
            idx=IDX,
        )


def _write_opus(path: Path, audio: np.ndarray) -> None:
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray((audio[None] * 32767).astype(np.int16), format="s16", layout="mono")
        frame.sample_rate = 16_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
