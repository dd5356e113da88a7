"""Animated GIF, written as it is made."""

import contextlib
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from mien_bridge.media.sink import PictureSink
from mien_protocol.resampling import FrameRate

__all__ = ["GIF_MAX_RATE_HZ", "GifWriter"]

GIF_MAX_RATE_HZ: Final = 50
"""GIF counts in hundredths of a second, and viewers show a picture that lasts one of them for ten."""

_CENTISECOND: Final = Fraction(1, 100)

_OPAQUE_FROM: Final = "128"
"""GIF has no half transparency: an alpha below this is none."""


class GifWriter(PictureSink):
    """One GIF that repeats for ever; it has 255 colours, those of its first picture, and the sound is not kept."""

    def __init__(self, path: Path, *, size: tuple[int, int], rate_hz: FrameRate) -> None:
        """Begins a file.

        Args:
            path: The file; overwritten.
            size: Width and height, pixels.
            rate_hz: Pictures a second, at most 50. Each lasts whole hundredths of a second, so long that the
                pictures never drift from their times.

        Raises:
            OSError: If the file cannot be written.
        """
        self._time_base = 1 / Fraction(rate_hz)
        self._container = av.open(str(path.absolute()), "w", format="gif", options={"loop": "0"})
        stream = self._container.add_stream("gif", rate=Fraction(rate_hz))
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "pal8"
        stream.time_base = _CENTISECOND
        stream.codec_context.time_base = _CENTISECOND
        self._stream = stream
        self._graph = _palette_graph(size, self._time_base)
        self._pictures = 0

    def write_sound(self, sound: NDArray[np.float32]) -> None:
        """Leaves the sound out: a GIF cannot hold it."""

    def write_picture(self, rgba: NDArray[np.uint8]) -> None:
        """Writes the next picture, shape (height, width, 4)."""
        frame = av.VideoFrame.from_ndarray(rgba, "rgba")
        frame.pts, frame.time_base = self._pictures, self._time_base
        self._graph.push(frame)
        with contextlib.suppress(av.error.BlockingIOError):
            self._encode(self._graph.pull())

    def close(self) -> None:
        """Finishes the file."""
        self._graph.push(None)
        with contextlib.suppress(av.error.BlockingIOError, av.error.EOFError):
            while True:
                self._encode(self._graph.pull())
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def abandon(self) -> None:
        """Closes the file as it is; never raises."""
        with contextlib.suppress(OSError, av.error.FFmpegError):
            self._container.close()

    def _encode(self, reduced: object) -> None:
        assert isinstance(reduced, av.VideoFrame)
        # Rounded from its exact time, not added up: 30 a second last 3, 3 and 4 hundredths in turn.
        reduced.pts = round(self._pictures * self._time_base / _CENTISECOND)
        reduced.time_base = _CENTISECOND
        self._pictures += 1
        self._container.mux(self._stream.encode(reduced))


def _palette_graph(size: tuple[int, int], time_base: Fraction) -> Graph:
    """Pictures reduced to the 255 colours that suit the first one best, the 256th being none.

    With colours of its own each picture would be a file of its own: what stands still is not written again.
    """
    graph = Graph()
    source = graph.add_buffer(width=size[0], height=size[1], format=av.VideoFormat("rgba"), time_base=time_base)
    split = graph.add("split")
    first = graph.add("trim", "end_frame=1")
    palette = graph.add("palettegen", "reserve_transparent=1")
    # An ordered dither stands still where the picture does; one that spreads its errors would shimmer.
    use = graph.add("paletteuse", f"dither=bayer:bayer_scale=4:alpha_threshold={_OPAQUE_FROM}")
    sink = graph.add("buffersink")
    source.link_to(split)
    split.link_to(use, 0, 0)
    split.link_to(first, 1, 0)
    first.link_to(palette)
    palette.link_to(use, 0, 1)
    use.link_to(sink)
    graph.configure()
    return graph
