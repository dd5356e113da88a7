"""`mien doctor`: what is installed, what is missing, and what to do about it."""

import argparse

from mien_bridge.cli.options import add_models
from mien_bridge.runtime.console import note, write_result

__all__ = ["EXAMPLES", "SUMMARY", "add_arguments", "run"]

SUMMARY = "say what is installed, what is missing, and what to do about it"

EXAMPLES = """\
examples:
  mien doctor
  mien doctor --fetch        (gets missing model files)

Exits with 0 if `mien talk` can work, with 1 otherwise.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("--fetch", action="store_true", help="get the model files that are missing")
    add_models(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the findings; returns 1 if one of them keeps Mien from working."""
    from mien_bridge.cli.diagnosis import Mark, diagnose

    problems = 0
    for finding in diagnose(args.models, fetch=args.fetch, say=note):
        problems += finding.mark is Mark.PROBLEM
        write_result(f"{finding.mark:8}{finding.text}")
        if finding.advice:
            write_result(f"{'':8}-> {finding.advice}")
    write_result(f"{problems} problem(s)" if problems else "all is well")
    return 1 if problems else 0
