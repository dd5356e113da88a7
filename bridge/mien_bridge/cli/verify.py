"""`mien verify`: tells files that Mien made."""

import argparse
import json
from pathlib import Path

from mien_bridge.cli.options import expand_patterns
from mien_bridge.runtime.console import fail, write_result
from mien_protocol.errors import MienError

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "tell whether Mien made a picture or a film"

EXAMPLES = """\
examples:
  mien verify film.mp4
  mien verify downloads/*.jpg
  mien verify film.mp4 --json

It reads the invisible mark that all of Mien's pictures carry, also after they were compressed, scaled or
cropped. A line for each file says which installation made it and on which day, and of a film, which seconds
are marked. That no mark is found proves nothing. Exit code 0: each file is marked; 1: at least one is not.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="pictures and films")
    parser.add_argument("--json", action="store_true", help="write a line of JSON for each file")


def run(args: argparse.Namespace) -> int:
    """Says of each file whether Mien made it; goes on with the others when one cannot be read."""
    from mien_bridge.provenance.installation import installation_number
    from mien_bridge.provenance.verification import verify_file

    own_number = installation_number()
    code = 0
    for path in expand_patterns(args.files):
        args.checkpoint()
        try:
            verdict = verify_file(path)
        except MienError as error:
            fail(str(error))
            code = 2
            continue
        write_result(json.dumps(verdict.as_json()) if args.json else verdict.in_words(own_number))
        code = code or int(verdict.message is None)
    return code
