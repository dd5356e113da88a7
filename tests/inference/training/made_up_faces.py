"""Tracked faces that never were: small corpora on disk, in the formats of the real ones."""

from pathlib import Path

import av
import numpy as np

IDX = np.array([13, 14, 78, 234, 308, 454])
SCORES = ("mouthPucker", "mouthFunnel", "jawOpen")
HALVES = ("mouthUpperUp", "mouthLowerDown")
PX_PER_CM = 10.0
FACE_CM = 14.6


def mouth_points(gap_cm: np.ndarray) -> np.ndarray:
    """Landmarks of a frontal face 10 px to the cm whose lower lip moves with the gap, shape (frames, 6, 3)."""
    still = {13: (0, 5), 14: (0, 5), 78: (-2.5, 5), 308: (2.5, 5), 234: (-7.3, 0), 454: (7.3, 0)}
    points = np.zeros((len(gap_cm), len(IDX), 3))
    for row, number in enumerate(IDX):
        points[:, row, :2] = np.array(still[int(number)]) * PX_PER_CM + 150
    points[:, list(IDX).index(14), 1] += PX_PER_CM * gap_cm
    return points


def track_of(loud: np.ndarray) -> dict[str, np.ndarray]:
    """A tracker's reading of a face whose lips and jaw follow the loudness of each frame."""
    gap_cm = np.where(loud > 0.02, 8.0 * loud, 0.0)
    names = [*SCORES, *(half + side for half in HALVES for side in ("Left", "Right"))]
    return {
        "ok": np.ones(len(gap_cm), bool),
        "names": np.array(names),
        "bs": (0.1 * np.outer(gap_cm, np.arange(1, len(names) + 1))).astype(np.float16),
        "pts": np.round(mouth_points(gap_cm) * 64).astype(np.int16),
        "idx": IDX,
    }


def write_grid(folder: Path, speech: np.ndarray, sentences: int) -> None:
    """GRID's first speaker, whose lips follow the loudness of stretches of `speech`, 16 kHz."""
    for part in ("audio", "align", "tracks"):
        (folder / part).mkdir(parents=True)
    for index in range(sentences):
        name = f"s{index:02d}"
        audio = speech[index * 16_000 : index * 16_000 + 48_000]
        _write_opus(folder / "audio" / f"{name}.opus", audio)
        (folder / "align" / f"{name}.align").write_text("0 12500 sil\n12500 62500 hello\n62500 75000 sil\n")
        np.savez(folder / "tracks" / f"{name}.npz", **track_of(_loudness(audio)))


def write_clip(path: Path, speech: np.ndarray, pictures: np.ndarray) -> None:
    """A film of 3 s as GRID's are: 25 pictures a second, shape (75, height, width, 3), and sound."""
    with av.open(str(path), "w", format="mpeg") as container:
        video = container.add_stream("mpeg1video", rate=25)
        video.height, video.width = pictures.shape[1:3]
        video.bit_rate = 2_000_000
        sound = container.add_stream("mp2", rate=44_100, layout="mono")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=44_100, frame_size=1152)
        for picture in pictures:
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(video.encode(None))
        for frame in (*resampler.resample(_frame(speech)), *resampler.resample(None)):
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))


def write_facegood(folder: Path, speech: np.ndarray) -> None:
    """One recording of a rig whose jaw follows the loudness of 3 s of `speech`."""
    folder.mkdir(parents=True, exist_ok=True)
    single = ["mouth_stretch_c", "mouth_oh_c", "mouth_oo_c", "mouth_pucker", "mouth_funnel_d", "mouth_funnel_u"]
    halved = ["mouth_upperLipRaise", "mouth_lowerLipDepress", "mouth_lipStretch", "mouth_lipCornerPull", "mouth_press"]
    names = [*single, *(f"{shape}_{side}" for shape in halved for side in "lr"), "brow_raise"]
    np.save(folder / "names.npy", np.array(names))
    loud = _loudness(speech[:48_000], frames=90)
    weights = np.zeros((90, len(names)))
    weights[:, names.index("mouth_stretch_c")] = loud
    weights[:, names.index("mouth_lipStretch_l")] = 0.8 * loud
    weights[:, names.index("mouth_lipStretch_r")] = 0.2 * loud
    np.savez(folder / "first.npz", weights=weights)
    _write_opus(folder / "first.opus", speech[:48_000])


def write_speech(folder: Path, speech: np.ndarray) -> None:
    """One recording without a film."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_opus(folder / "read.opus", speech)


def _loudness(audio: np.ndarray, frames: int = 75) -> np.ndarray:
    length = 48_000 // frames
    return np.sqrt(np.mean(audio[: frames * length].reshape(frames, length) ** 2, axis=1))


def _frame(audio: np.ndarray) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray((audio[None] * 32767).astype(np.int16), format="s16", layout="mono")
    frame.sample_rate = 16_000
    return frame


def _write_opus(path: Path, audio: np.ndarray) -> None:
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=16_000, layout="mono")
        for packet in (*stream.encode(_frame(audio)), *stream.encode(None)):
            container.mux(packet)
