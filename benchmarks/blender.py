"""What a bake costs in Blender: a minute of speech on the stock head, from the button to the last key.

Blender's module runs in a process of its own with the built extension, beside a daemon that is warm. The whole is what
the operator takes; writing is its last part, from motion to curves. Medians of some bakes, each from an empty action.
"""

import json
import os
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

import mien_bridge
from benchmarks.report import arguments, write
from benchmarks.serving import serving
from mien_bridge.media.audio import AudioFile
from mien_inference.stock_head import build_glb

ROOT = Path(__file__).resolve().parents[1]
MAKING = ROOT / "plugins" / "blender" / "making"
INSIDE = Path(__file__).with_name("inside_blender.py")
RECORDING = Path(mien_bridge.__file__).parent / "assets" / "demo_sentence.flac"
SPEECH_S = 60
VERSIONS = ("4.5.15", "5.0.1")


def main() -> None:
    """Bakes in each Blender, and prints what it took."""
    options = arguments(__doc__ or "")
    rows: list[tuple[str, str, int, float, float]] = []
    with tempfile.TemporaryDirectory() as name, serving(Path(name) / "daemon.json"):
        folder = Path(name)
        (folder / "head.glb").write_bytes(build_glb())
        write_speech(folder / "speech.wav")
        subprocess.run([sys.executable, str(MAKING / "environments.py"), *VERSIONS], check=True)
        subprocess.run([sys.executable, str(MAKING / "extension.py"), "--output", name], check=True)
        for version in VERSIONS:
            rows += [(f"Blender {version}", *row) for row in measured(version, folder)]
    columns = ["where", "what", "keys", "whole, s", "writing, s"]
    write(f"Baking {SPEECH_S} s of speech, 60 shape keys, head and neck", columns, rows, options.json)


def measured(version: str, folder: Path) -> list[tuple[str, int, float, float]]:
    """What each way of baking takes in one Blender."""
    python = ROOT / ".cache" / "blender" / version / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    user = folder / f"user-{version}"
    done = subprocess.run(
        [str(python), str(INSIDE), str(folder)],
        env=os.environ | {"BLENDER_USER_RESOURCES": str(user), "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = [tuple(row) for row in json.loads(done.stdout.splitlines()[-1])]
    return [(str(what), int(keys), float(whole_s), float(writing_s)) for what, keys, whole_s, writing_s in found]


def write_speech(path: Path) -> None:
    """The demo sentence again and again, a minute long."""
    with AudioFile(RECORDING) as audio:
        sentence = np.concatenate([block.speech for block in audio.blocks()])
    sound = np.resize(sentence, SPEECH_S * 16_000)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.rint(sound * 32_767.0).astype("<i2").tobytes())


if __name__ == "__main__":
    main()
