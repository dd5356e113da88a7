"""Clips of the GRID corpus as they were filmed: other speakers, one or two sentences each, tracked here.

A folder holds `NAME.mpg`. Tracking keeps its results in a work folder, in the form of `grid`'s tracks.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np

from mien_inference.face.arrays import Pixels
from mien_inference.face.photo.landmarks import open_landmarker
from mien_inference.face.photo.models import FaceModels
from mien_inference.training.grid import SUBPIXELS, Sentence, read_audio, read_track

__all__ = ["list_clips", "read_clip"]


def list_clips(folder: Path) -> list[Path]:
    """The clips of a folder, sorted.

    Raises:
        FileNotFoundError: If there are none.
    """
    clips = sorted(folder.glob("*.mpg"))
    if not clips:
        raise FileNotFoundError(f"expected *.mpg in {folder}, found none: are these clips of the GRID corpus?")
    return clips


def read_clip(clip: Path, models: FaceModels, work: Path) -> Sentence | None:
    """One clip as heard and seen, tracked unless that was done before; None if the face was lost in any frame.

    Args:
        clip: The film.
        models: Where the landmarker lies.
        work: Folder for tracks.
    """
    path = work / f"{clip.stem}.npz"
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, **_track(clip, models))
        partial.replace(path)
    track = read_track(path)
    return None if track is None else Sentence(clip.stem, read_audio(clip), (), *track)


def _track(clip: Path, models: FaceModels) -> dict[str, Any]:
    from mediapipe import Image, ImageFormat

    points, scores, names = [], [], []
    with open_landmarker(models) as landmarker:
        for picture in _pictures(clip):
            found = landmarker.detect(Image(image_format=ImageFormat.SRGB, data=picture))
            if not found.face_landmarks:
                return {"ok": np.zeros(1, np.bool_)}
            names = [score.category_name for score in found.face_blendshapes[0]]
            scores.append([score.score for score in found.face_blendshapes[0]])
            size = picture.shape[1], picture.shape[0], picture.shape[1]
            points.append([(p.x * size[0], p.y * size[1], p.z * size[2]) for p in found.face_landmarks[0]])
    return {
        "ok": np.ones(len(points), np.bool_),
        "names": np.array(names),
        "bs": np.array(scores, np.float16),
        "pts": np.round(np.array(points) * SUBPIXELS).astype(np.int16),
        "idx": np.arange(len(points[0])),
    }


def _pictures(clip: Path) -> Iterator[Pixels]:
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            yield np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
