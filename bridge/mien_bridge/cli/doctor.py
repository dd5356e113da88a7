"""`mien doctor`: what is installed, what is missing, and what to do about it."""

import argparse

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
    from mien_bridge.cli.options import add_models

    parser.add_argument("--fetch", action="store_true", help="get the model files that are missing")
    add_models(parser)


def run(args: argparse.Namespace) -> int:
    """Prints the findings."""
    from mien_bridge.diagnosis import diagnose

    return diagnose(args.models, fetch=args.fetch)
