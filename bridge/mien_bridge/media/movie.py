"""Movies with sound, written as they are made."""

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

from mien_bridge.media.audio import SOUND_RATE_HZ
from mien_bridge.media.sink import PictureSink
from mien_protocol.resampling import FrameRate

__all__ = ["MOV", "MOV_ALPHA", "MP4", "WEBM", "WEBM_ALPHA", "MovieFormat", "MovieWriter"]


@dataclass(frozen=True, slots=True)
class MovieFormat:
    """A container with its codecs.

    Attributes:
        container: FFmpeg's name of the container.
        container_options: What the container's writer is told.
        video_codec: FFmpeg's name of the encoder of pictures.
        pixel_format: FFmpeg's name of how pixels are stored.
        video_options: What that encoder is told.
        audio_codec: FFmpeg's name of the encoder of sound.
        audio_bit_rate: Bits of sound a second and channel; None where the codec does not choose.
    """

    container: str
    container_options: dict[str, str]
    video_codec: str
    pixel_format: str
    video_options: dict[str, str]
    audio_codec: str
    audio_bit_rate: int | None


MP4 = MovieFormat(
    container="mp4",
    container_options={"movflags": "+faststart"},  # plays in a browser before it is loaded to the end
    video_codec="libx264",
    pixel_format="yuv420p",
    video_options={"preset": "veryfast", "crf": "18", "profile": "high"},
    audio_codec="aac",
    audio_bit_rate=96_000,
)

_VP9 = {"deadline": "realtime", "cpu-used": "7", "row-mt": "1", "crf": "24", "b": "0"}

WEBM = MovieFormat("webm", {}, "libvpx-vp9", "yuv420p", _VP9, "libopus", 64_000)

# Alternate reference frames and alpha do not go together in libvpx.
WEBM_ALPHA = MovieFormat("webm", {}, "libvpx-vp9", "yuva420p", {**_VP9, "auto-alt-ref": "0"}, "libopus", 64_000)

# What editors take: every picture whole, sound as it is. Only 4444 has alpha, and costs half as much again.
_PRORES = {"vendor": "apl0"}

MOV = MovieFormat("mov", {}, "prores_ks", "yuv422p10le", {**_PRORES, "profile": "hq"}, "pcm_s16le", None)

MOV_ALPHA = MovieFormat(
    container="mov",
    container_options={},
    video_codec="prores_ks",
    pixel_format="yuva444p10le",
    video_options={**_PRORES, "profile": "4444", "alpha_bits": "16"},
    audio_codec="pcm_s16le",
    audio_bit_rate=None,
)


class MovieWriter(PictureSink):
    """One movie file; picture `k` and the sound at `k / rate` seconds are seen and heard together."""

    def __init__(
        self, path: Path, movie_format: MovieFormat, *, size: tuple[int, int], rate_hz: FrameRate, channels: int
    ) -> None:
        """Begins a movie.

        Args:
            path: The file; overwritten.
            movie_format: Container and codecs.
            size: Width and height, pixels, both even.
            rate_hz: Pictures a second, exact.
            channels: Channels of the sound, 1 or 2.

        Raises:
            ValueError: If a side is odd: colour is stored at half the resolution.
            OSError: If the file cannot be written.
        """
        if size[0] % 2 or size[1] % 2:
            raise ValueError(f"a movie's sides must be even, got {size[0]}x{size[1]}")
        self._container = av.open(
            str(path.absolute()), "w", format=movie_format.container, options=movie_format.container_options
        )
        video = self._container.add_stream(
            movie_format.video_codec, rate=Fraction(rate_hz), options=movie_format.video_options
        )
        assert isinstance(video, av.VideoStream)
        video.width, video.height = size
        video.pix_fmt = movie_format.pixel_format
        self._time_base = 1 / Fraction(rate_hz)
        video.time_base = self._time_base
        _tag_colours(video.codec_context)
        self._video = video
        self._layout = ("mono", "stereo")[channels - 1]
        audio = self._container.add_stream(movie_format.audio_codec, rate=SOUND_RATE_HZ, layout=self._layout)
        assert isinstance(audio, av.AudioStream)
        if movie_format.audio_bit_rate is not None:
            audio.bit_rate = movie_format.audio_bit_rate * channels
        self._audio = audio
        self._pixel_format = movie_format.pixel_format
        self._pictures = 0
        self._samples = 0

    def write_sound(self, sound: NDArray[np.float32]) -> None:
        """Takes the next samples, 48 kHz, shape (channels, samples), -1..1."""
        if not sound.shape[1]:
            return
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), "fltp", self._layout)
        frame.sample_rate = SOUND_RATE_HZ
        frame.pts, frame.time_base = self._samples, Fraction(1, SOUND_RATE_HZ)
        self._samples += sound.shape[1]
        self._container.mux(self._audio.encode(frame))

    def write_picture(self, rgba: NDArray[np.uint8]) -> None:
        """Takes the next picture, shape (height, width, 4)."""
        # FFmpeg would convert by the rules of standard definition otherwise, and players not knowing of it
        # would show other colours than the photo's.
        frame = av.VideoFrame.from_ndarray(rgba, "rgba").reformat(
            format=self._pixel_format, dst_colorspace=Colorspace.ITU709
        )
        frame.pts, frame.time_base = self._pictures, self._time_base
        self._pictures += 1
        self._container.mux(self._video.encode(frame))

    def close(self) -> None:
        """Finishes the file."""
        self._container.mux(self._video.encode(None))
        self._container.mux(self._audio.encode(None))
        self._container.close()

    def abandon(self) -> None:
        """Closes the file as it is; never raises."""
        with contextlib.suppress(OSError, av.error.FFmpegError):
            self._container.close()


def _tag_colours(context: av.VideoCodecContext) -> None:
    context.colorspace = Colorspace.ITU709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.color_range = ColorRange.MPEG
