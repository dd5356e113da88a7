"""Any recording as two aligned streams: 16 kHz mono to be understood, 48 kHz to be heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray

from mien_bridge.media.samples import Resampler, not_numbers, to_float
from mien_bridge.media.stereo import StereoMix
from mien_protocol.errors import MienError

__all__ = ["SOUND_RATE_HZ", "SPEECH_RATE_HZ", "AudioBlock", "AudioFile"]

SPEECH_RATE_HZ = 16_000
SOUND_RATE_HZ = 48_000

_BLOCK_S = 0.5
"""Long enough that the cost of a call vanishes, short enough that progress moves and memory stays small."""

_LOWEST_RATE_HZ, _HIGHEST_RATE_HZ = 4_000, 768_000
"""Below, no consonant is in it; what states other rates is no recording, or its header is damaged."""

_MISSING_SHARE = 0.05
"""A file that gives this much less sound than it states was cut off; less is rounding of codec frames."""


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """A stretch of a recording.

    Attributes:
        speech: 16 kHz mono, shape (samples,), -1..1.
        sound: 48 kHz, shape (channels, samples), -1..1, one channel or two.
    """

    speech: NDArray[np.float32]
    sound: NDArray[np.float32]


class AudioFile:
    """The first audio track of a file, decoded block by block in constant memory; use it in a `with`."""

    def __init__(self, path: Path) -> None:
        """Opens a recording, or a video for its sound.

        Raises:
            MienError: If there is no such file, or nothing in it can be read as sound.
        """
        self._path = path
        self._container = _open(path)
        if not self._container.streams.audio:
            self._container.close()
            raise MienError(f"{path} has no audio track; give a recording, or a video with sound")
        self._stream = self._container.streams.audio[0]
        self._stream.codec_context.thread_count = 1
        rate_hz = self._stream.codec_context.sample_rate
        if not _LOWEST_RATE_HZ <= rate_hz <= _HIGHEST_RATE_HZ:
            self._container.close()
            raise MienError(
                f"{path} says that it has {rate_hz} samples a second, expected {_LOWEST_RATE_HZ} to "
                f"{_HIGHEST_RATE_HZ}; its header is damaged: export it anew"
            )
        self._heard_s = 0.0
        self._damaged = 0
        self._not_numbers = 0
        self._mix = StereoMix()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._container.close()

    @property
    def stated_duration_s(self) -> float | None:
        """Duration that the file states, seconds; None if it states none."""
        if self._stream.duration is not None and self._stream.time_base is not None:
            return float(self._stream.duration * self._stream.time_base)
        if self._container.duration is not None:
            return self._container.duration / av.time_base
        return None

    @property
    def channels(self) -> int:
        """Channels of `AudioBlock.sound`: 1 for a mono recording, otherwise 2."""
        return 1 if self._stream.codec_context.layout.nb_channels == 1 else 2

    def blocks(self) -> Iterator[AudioBlock]:
        """The recording from its first sample to its last.

        Damaged parts are left out; `warning` tells afterwards.

        Raises:
            MienError: If not one sample could be decoded.
        """
        speech, sound = (
            Resampler(SPEECH_RATE_HZ, "mono"),
            Resampler(SOUND_RATE_HZ, ("mono", "stereo")[self.channels - 1]),
        )
        gathered: list[AudioBlock] = []
        for frame in self._frames():
            samples, layout = _laid_out(to_float(frame), frame.layout)
            self._not_numbers += not_numbers(frame)
            self._heard_s += samples.shape[1] / frame.sample_rate
            mixed = (self._mix.push(samples), "mono") if layout == "stereo" else (samples, layout)
            gathered.append(
                AudioBlock(
                    speech.push(mixed[0], frame.sample_rate, mixed[1])[0],
                    sound.push(samples, frame.sample_rate, layout),
                )
            )
            if sum(len(block.speech) for block in gathered) >= _BLOCK_S * SPEECH_RATE_HZ:
                yield _joined(gathered)
                gathered = []
        gathered.append(AudioBlock(speech.flush()[0], sound.flush()))
        if not self._heard_s:
            raise MienError(f"{self._path} holds no sound; give a recording that plays")
        yield _joined(gathered)

    @property
    def warning(self) -> str | None:
        """A warning about the recording, once `blocks` is used up; None if nothing was wrong."""
        stated = self.stated_duration_s
        if stated is not None and self._heard_s < stated * (1.0 - _MISSING_SHARE):
            return f"{self._path} is cut off: it says {stated:.1f} s, {self._heard_s:.1f} s could be read"
        if self._damaged:
            return f"{self._path} is damaged: {self._damaged} packets left out, {self._heard_s:.1f} s could be read"
        if self._not_numbers:
            return f"{self._path}: {self._not_numbers} samples are no numbers, and are taken for silence"
        if self._mix.cancels:
            return f"{self._path}: left and right cancel each other, so the louder one is listened to"
        return None

    def _frames(self) -> Iterator[av.AudioFrame]:
        """Decoded frames; a packet that cannot be decoded is counted and left out."""
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.error.FFmpegError:
                # A file that ends in the middle of a packet: what came before it is good.
                self._damaged += 1
                return
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                self._damaged += 1
                continue
            for frame in frames:
                assert isinstance(frame, av.AudioFrame)
                if frame.samples:
                    yield frame


def _open(path: Path) -> av.container.InputContainer:
    if not path.exists():
        raise MienError(f"there is no file {path}")
    if path.is_dir():
        raise MienError(f"{path} is a folder; give one recording")
    try:
        # Playlists must not make the decoder fetch anything but this file.
        return av.open(str(path.absolute()), options={"protocol_whitelist": "file"})
    except av.error.FFmpegError as error:
        reason = (
            (error.strerror or str(error)).lower()
            if isinstance(error, OSError)
            else "it is empty or no known sound format"
        )
        raise MienError(f"cannot read {path} as sound: {reason}; give WAV, MP3, M4A, FLAC, Ogg or a video") from error


def _laid_out(samples: NDArray[np.float32], layout: av.AudioLayout) -> tuple[NDArray[np.float32], str]:
    """Samples with a layout that has a mixing rule: of channels that nobody named two are a pair, more count alike."""
    if samples.shape[0] == 2:
        return samples, "stereo"
    if all(channel.name == "NONE" for channel in layout.channels):
        return samples.mean(axis=0, keepdims=True), "mono"
    return samples, layout.name


def _joined(blocks: list[AudioBlock]) -> AudioBlock:
    return AudioBlock(
        np.concatenate([block.speech for block in blocks]), np.concatenate([block.sound for block in blocks], axis=1)
    )
