"""Recordings made to order, written by PyAV or byte by byte."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


def tone(duration_s: float, rate_hz: int, channels: int = 1, frequency_hz: float = 220.0) -> NDArray[np.float32]:
    """A tone that swells and ebbs, shape (channels, samples)."""
    t = np.arange(round(duration_s * rate_hz)) / rate_hz
    wave = 0.5 * np.sin(2 * np.pi * frequency_hz * t) * (0.5 - 0.5 * np.cos(2 * np.pi * 2 * t))
    return np.tile(wave.astype(np.float32), (channels, 1))


def write_recording(
    path: Path, samples: NDArray[np.float32], rate_hz: int, *, codec: str, picture: bool = False, sound: bool = True
) -> Path:
    """Writes `samples`, shape (channels, samples), with a black picture beside them if asked for."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=25) if picture else None
        if video is not None:
            video.width = video.height = 32
            video.pix_fmt = "yuv420p"
        audio = container.add_stream(codec, rate=rate_hz, layout=LAYOUTS[len(samples)]) if sound else None
        if audio is not None:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", LAYOUTS[len(samples)])
            frame.sample_rate, frame.time_base, frame.pts = rate_hz, Fraction(1, rate_hz), 0
            container.mux(audio.encode(frame))
            container.mux(audio.encode(None))
        if video is not None:
            for index in range(round(samples.shape[1] / rate_hz * 25)):
                picture_frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")
                picture_frame.pts = index
                container.mux(video.encode(picture_frame))
            container.mux(video.encode(None))
    return path


def write_float_wav(path: Path, samples: NDArray[np.float32], rate_hz: int) -> Path:
    """Writes a plain float WAV, whose header names no speakers however many channels there are."""
    channels = len(samples)
    data = samples.T.astype("<f4").tobytes()
    head = struct.pack("<HHIIHH", 3, channels, rate_hz, rate_hz * channels * 4, channels * 4, 32)
    path.write_bytes(
        b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<I", 16) + head
        + b"data" + struct.pack("<I", len(data)) + data
    )  # fmt: skip
    return path
