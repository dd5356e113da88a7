"""Makes samples with the extension as a user has it: a file in which the stock head speaks, a movie, pictures."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from environments import VERSIONS, make_ready, python_of
from extension import build
from mien_bridge.offline.demo import portrait, sentence

__all__ = ["main", "make_sample"]

BLENDER: Final = VERSIONS[1]

_INSIDE: Final = Path(__file__).with_name("sample_inside.py")


def make_sample(wishes: list[str]) -> None:
    """Runs `sample_inside.py` in Blender, with the extension installed and a daemon that makes pictures.

    Args:
        wishes: Its options.

    Raises:
        subprocess.CalledProcessError: If it fails.
    """
    with tempfile.TemporaryDirectory() as name, sentence() as speech:
        folder = Path(name)
        (extension,) = build(folder / "zip")
        photo = folder / "photo.png"
        photo.write_bytes(portrait())
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "BLENDER"))}
        environment["BLENDER_USER_RESOURCES"] = str(folder)
        with _daemon(folder / "daemon.json") as connection_file:
            given = [str(path) for path in (extension, connection_file, speech, photo)]
            subprocess.run([str(python_of(BLENDER)), str(_INSIDE), *given, *wishes], env=environment, check=True)


@contextmanager
def _daemon(connection_file: Path) -> Iterator[Path]:
    command = [sys.executable, "-m", "mien_bridge", "serve", "--quiet", "--port", "0"]
    process = subprocess.Popen([*command, "--connection-file", str(connection_file)], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise subprocess.CalledProcessError(process.wait(), command)
        yield connection_file
    finally:
        process.terminate()
        process.communicate()


def main() -> int:
    """Makes what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blend", type=Path, metavar="FILE", help="the stock head speaks the demo's sentence")
    parser.add_argument("--movie", type=Path, metavar="FILE", help="the same as MP4, with its sound")
    parser.add_argument(
        "--pictures", type=Path, metavar="DIR", help="moments of it, and of a photo on the head, as PNG"
    )
    wishes = {name: path for name, path in vars(parser.parse_args()).items() if path is not None}
    if not wishes:
        parser.error("nothing was asked for: --blend, --movie, --pictures")
    if not make_ready(BLENDER):
        sys.stderr.write("this needs Python 3.11, in which Blender's module runs; it is not here\n")
        return 2
    for path in wishes.values():
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
    make_sample([word for name, path in wishes.items() for word in (f"--{name}", str(path.resolve()))])
    return 0


if __name__ == "__main__":
    sys.exit(main())
