"""The extension as a user has it, built once and installed once in each Blender; a daemon; a character and speech."""

import selectors
import subprocess
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from extension import build
from mien_bridge.media.audio import AudioFile
from mien_bridge.offline.bake import BakeOptions, bake_file
from mien_inference.controls import Controls
from mien_inference.stock_head import build_glb
from tests.bridge.recordings import write_recording
from tests.e2e.typed import command
from tests.plugins.blender.blenders import LIMIT_S, run_inside

SPEECH_S = 4
RATES_HZ = (24, 25, 30, 60, 120)


@pytest.fixture(scope="session")
def extension_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built extension."""
    (path,) = build(tmp_path_factory.mktemp("extension"))
    return path


@pytest.fixture(scope="session")
def installed(extension_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The user folder of a Blender in which the extension is installed."""
    made: dict[str, Path] = {}

    def resources(version: str) -> Path:
        if version not in made:
            made[version] = tmp_path_factory.mktemp(f"blender-{version}")
            run_inside("install.py", version, made[version], tmp_path_factory.mktemp("install"), extension_zip)
        return made[version]

    return resources


@pytest.fixture(scope="session")
def given(demo_sentence: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What scripts work with, in one folder.

    `head.glb`, the stock head; `speech.wav`, and the same in other formats; `motion-RATE.npz`, the motion of that
    speech as `mien bake` writes it; `daemon.json`, the connection file of a daemon that runs.
    """
    folder = tmp_path_factory.mktemp("given")
    (folder / "head.glb").write_bytes(build_glb())
    speech = read_speech(demo_sentence)
    write_wav(folder / "speech.wav", speech)
    write_formats(folder, speech)
    for rate_hz in RATES_HZ:
        bake = BakeOptions("npz", rate_hz, None, Controls())
        bake_file(folder / "speech.wav", folder / f"motion-{rate_hz}.npz", bake, lambda: None, quiet=True)
    file = folder / "daemon.json"
    process = subprocess.Popen(
        command("serve", "--no-face", "--quiet", "--port", "0", "--connection-file", file), stdout=subprocess.PIPE
    )
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            assert selector.select(LIMIT_S), "the daemon is not ready"
        assert process.stdout.readline(), "the daemon has ended"
        yield folder
    finally:
        process.kill()
        process.communicate()


def read_speech(source: Path) -> NDArray[np.float32]:
    """The first seconds of a recording, 16 kHz mono."""
    with AudioFile(source) as audio:
        return np.concatenate([block.speech for block in audio.blocks()])[: SPEECH_S * 16_000]


def write_wav(path: Path, sound: NDArray[np.float32]) -> None:
    """Plain PCM, as the standard library writes it."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.rint(sound * 32_767.0).astype("<i2").tobytes())


def write_formats(folder: Path, sound: NDArray[np.float32]) -> None:
    """The speech as people have it: compressed, stereo, of other rates and widths, in a movie; and a mute movie."""
    wide = np.repeat(sound, 3)[None]
    stereo = np.concatenate([wide, wide])
    for suffix, codec in (("flac", "flac"), ("mp3", "libmp3lame"), ("m4a", "aac"), ("opus", "libopus")):
        write_recording(folder / f"speech.{suffix}", stereo, 48_000, codec=codec)
    write_recording(folder / "speech-96k.wav", np.repeat(wide, 2, axis=1), 96_000, codec="pcm_s16le")
    write_recording(folder / "speech-float.wav", wide, 48_000, codec="pcm_f32le")
    write_recording(folder / "speech-24.wav", stereo, 48_000, codec="pcm_s24le")
    write_recording(folder / "speech-48k.wav", wide, 48_000, codec="pcm_s16le")
    write_recording(folder / "speech.mp4", stereo, 48_000, codec="aac", picture=True)
    write_recording(folder / "mute.mp4", stereo, 48_000, codec="aac", picture=True, sound=False)
