"""Writes the golden messages: `python -m mien_protocol.vectors [FOLDER]`."""

import argparse
from pathlib import Path

from mien_protocol.vectors.files import VECTORS_FOLDER, write_vectors

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m mien_protocol.vectors", description="Write the golden messages.")
    parser.add_argument("folder", nargs="?", type=Path, default=VECTORS_FOLDER, help="default: %(default)s")
    write_vectors(parser.parse_args().folder)
