"""What a live character costs in Blender: each tick of the stock head while it speaks, and each picture of a face.

Blender's module runs in a process of its own with the built extension, beside a daemon. A tick is what the extension
does sixty times a second; what Blender does thereafter, to bend 10,963 vertices by 60 shape keys, is told beside it. A
picture is turned into light and written into an image.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.blender import MAKING, ROOT, VERSIONS, write_speech
from benchmarks.report import arguments, write
from benchmarks.serving import serving
from mien_inference.stock_head import build_glb

INSIDE = Path(__file__).with_name("inside_blender_live.py")


def main() -> None:
    """Goes live in each Blender, and prints what it took."""
    options = arguments(__doc__ or "")
    rows: list[tuple[str, str, float, float]] = []
    with tempfile.TemporaryDirectory() as name, serving(Path(name) / "daemon.json"):
        folder = Path(name)
        (folder / "head.glb").write_bytes(build_glb())
        write_speech(folder / "speech.wav")
        subprocess.run([sys.executable, str(MAKING / "environments.py"), *VERSIONS], check=True)
        subprocess.run([sys.executable, str(MAKING / "extension.py"), "--output", name], check=True)
        for version in VERSIONS:
            rows += [(f"Blender {version}", *row) for row in measured(version, folder)]
    columns = ["where", "what", "p50, ms", "p95, ms"]
    write("A live character at 60 Hz, 60 shape keys, head and neck", columns, rows, options.json)


def measured(version: str, folder: Path) -> list[tuple[str, float, float]]:
    """What is done again and again in one Blender."""
    python = ROOT / ".cache" / "blender" / version / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = subprocess.run(
        [str(python), str(INSIDE), str(folder)],
        env=os.environ | {"BLENDER_USER_RESOURCES": str(folder / f"user-{version}"), "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [(str(what), float(half), float(most)) for what, half, most in json.loads(done.stdout.splitlines()[-1])]


if __name__ == "__main__":
    main()
