"""The portrait and the sentence that come with Mien: for the demo, for tests, for benchmarks and pictures."""

import io
from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

__all__ = ["PORTRAIT_NAME", "portrait", "sentence"]

PORTRAIT_NAME = "the portrait of the demo"
"""Name for messages, as it has no file name."""


def portrait() -> bytes:
    """A portrait of an astronaut, 512x512, as a PNG file: NASA's, in the public domain, from scikit-image."""
    from PIL import Image
    from skimage.data import astronaut

    file = io.BytesIO()
    picture = astronaut()  # type: ignore[no-untyped-call]
    Image.fromarray(picture).save(file, "png")
    return file.getvalue()


def sentence() -> AbstractContextManager[Path]:
    """Ten seconds of synthetic speech, a FLAC file that is there during the `with`."""
    return as_file(files("mien_bridge") / "assets" / "demo_sentence.flac")
