"""The pictures of plugins/blender/README.md, rendered by Blender: look at them after every change of the extension."""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from docs.sheets.contact_sheet import PICTURES, save_sheet

SAMPLE = Path("plugins/blender/making/sample.py")


def main() -> None:
    """Writes `blender-speech.jpg` and `blender-face.jpg`."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([sys.executable, str(SAMPLE), "--pictures", name], check=True)
        for sheet in ("speech", "face"):
            pictures = [
                np.asarray(Image.open(path).convert("RGB")) for path in sorted(Path(name).glob(f"{sheet}-*.png"))
            ]
            save_sheet(PICTURES / f"blender-{sheet}.jpg", pictures, columns=4)


if __name__ == "__main__":
    main()
