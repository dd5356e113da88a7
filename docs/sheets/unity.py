"""The picture of plugins/unity/README.md: what a scene without a screen showed and played while a photo spoke."""

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.serving import serving
from docs.sheets.contact_sheet import PICTURES, labelled
from mien_bridge.media.paced_recording import read_speech
from mien_bridge.offline.demo import portrait, sentence
from mien_protocol.rig import EXPRESSION_INDEX

MOMENTS = 6
MOMENT_FRAMES = 34
PICTURE_PX = 256
ROW_PX = 84
LABEL_PX = 170
SOUND_HZ = 48_000
MIXER_S = 2.5 * 1024 / SOUND_HZ
"""From mixing to hearing, as the scene's mixer has it."""
SHAPES = ("jawOpen", "mouthLowerDownLeft", "eyeBlinkLeft")


def main() -> None:
    """Writes `unity-scene.jpg`."""
    pictures, recorded = _played()
    strip = np.hstack([labelled(picture, f"{time_s:.2f} s", PICTURE_PX) for time_s, picture in pictures])
    sheet = np.vstack([strip, _curves(recorded, strip.shape[1])])
    Image.fromarray(sheet).save(PICTURES / "unity-scene.jpg", quality=85, optimize=True)


def _played() -> tuple[list[tuple[float, NDArray[np.uint8]]], dict[str, Any]]:
    """Pictures as the texture had them, each with the media time that was heard; and all that was recorded."""
    with (
        tempfile.TemporaryDirectory() as name,
        sentence() as said,
        serving(file := Path(name) / "daemon.json"),
        _scene(file) as tell,
    ):
        photo, speech = Path(name) / "photo.png", Path(name) / "speech.pcm"
        photo.write_bytes(portrait())
        speech.write_bytes(read_speech(said).tobytes())
        for command in ("face", "voice", f"texture {photo} portrait {PICTURE_PX} rgba8", "begin 200", "until picture"):
            tell(command)
        tell(f"speak {speech} 16000")
        tell("until speaking")
        tell("recorded")
        pictures = []
        for _ in range(MOMENTS):
            tell(f"play {MOMENT_FRAMES}")
            told = tell("pixels")
            pixels = np.frombuffer(base64.b64decode(told["pixels"]), np.uint8).reshape(-1, told["width"], 4)
            # The engine's rows begin at the bottom.
            pictures.append((told["heard_ns"] / 1e9, np.ascontiguousarray(pixels[::-1, :, :3])))
        return pictures, tell("recorded")


def _curves(recorded: dict[str, Any], width: int) -> NDArray[np.uint8]:
    """The sound and some shapes, over the time that was heard."""
    times_s = np.array([frame["heard_ns"] / 1e9 for frame in recorded["frames"]])
    weights = np.array([np.frombuffer(base64.b64decode(frame["weights"]), "<f4") for frame in recorded["frames"]])
    sound = np.frombuffer(base64.b64decode(recorded["sound"]), "<i2") / 32_768
    heard_s = times_s[0] + MIXER_S + np.arange(len(sound)) / SOUND_HZ
    image = Image.new("RGB", (width, ROW_PX * (1 + len(SHAPES))), "white")
    draw = ImageDraw.Draw(image)
    rows = [("sound", heard_s[::40], sound[::40] + 0.5)]
    rows += [(shape, times_s, weights[:, EXPRESSION_INDEX[shape]] / 100) for shape in SHAPES]
    for row, (name, at_s, values) in enumerate(rows):
        across = LABEL_PX + (at_s - times_s[0]) / (times_s[-1] - times_s[0]) * (width - LABEL_PX)
        down = (row + 0.95 - 0.9 * np.clip(values, 0, 1)) * ROW_PX
        inside = (across >= LABEL_PX) & (across < width)
        draw.line(list(zip(across[inside], down[inside], strict=True)), fill="black", width=2 if row else 1)
        draw.text((8, (row + 0.4) * ROW_PX), name, "black", font_size=16)
        draw.line((0, (row + 1) * ROW_PX - 1, width, (row + 1) * ROW_PX - 1), fill="lightgrey")
    return np.asarray(image)


@contextmanager
def _scene(file: Path) -> Iterator[Any]:
    build = [sys.executable, "-m", "tests.plugins.unity.toolchain", "Mien.ScenePlayer"]
    command = json.loads(subprocess.run(build, check=True, stdout=subprocess.PIPE, text=True).stdout)
    process = subprocess.Popen([*command, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    talk = (process.stdin, process.stdout)

    def tell(command: str) -> dict[str, Any]:
        talk[0].write(command + "\n")
        talk[0].flush()
        told: dict[str, Any] = json.loads(talk[1].readline())
        return told

    try:
        yield tell
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    main()
